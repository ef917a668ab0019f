import type { MachineKind, Variant } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { Picture } from "../../design/picture.tsx";
import { productPicture } from "../../design/product-picture.ts";
import type { Words } from "../staff-words.ts";
import { productsOf, type SlotForm, slotOf } from "./setup.view.ts";

type Props = {
  t: Words;
  form: SlotForm;
  kind: MachineKind | null;
  catalogue: readonly Variant[];
  busy: boolean;
  onForm: (form: SlotForm) => void;
  onKeep: (alsoRight: boolean) => void;
  onRemove: () => void;
  onCancel: () => void;
};

/** What one place of the machine holds: the product by its picture, then size and side, then how many. */
export function SlotFormView(props: Props) {
  const { t, form, kind, busy, onKeep, onRemove, onCancel } = props;
  const ready = slotOf(form) !== null;
  return (
    <section class="setup-form" aria-label={t("setup.slot.title", { slot: form.slotId })}>
      <h2>{t("setup.slot.title", { slot: form.slotId })}</h2>
      <Product {...props} />
      <div class="setup-fields">
        <Figure {...props} name="selection" most={9_999} />
        {kind !== "locker" && <Figure {...props} name="capacity" most={50} />}
        {kind !== "locker" && <Figure {...props} name="par" most={50} />}
        <Figure {...props} name="stock" most={form.capacity} />
        <label class="field">
          <span class="field-label">{t("setup.slot.lot")}</span>
          <input
            class="text-field"
            type="text"
            maxLength={20}
            autocomplete="off"
            value={form.lot}
            onInput={({ currentTarget }) => props.onForm({ ...form, lot: currentTarget.value })}
          />
        </label>
        <label class="field">
          <span class="field-label">{t("setup.slot.expiresOn")}</span>
          <input
            class="text-field"
            type="date"
            value={form.expiresOn}
            onInput={({ currentTarget }) =>
              props.onForm({ ...form, expiresOn: currentTarget.value })
            }
          />
        </label>
      </div>
      {kind === "locker" && <Row {...props} />}
      <div class="act-row">
        <Button kind="primary" icon="check" resting={busy || !ready} onPress={() => onKeep(false)}>
          {t("setup.slot.keep")}
        </Button>
        <Button icon="copy" resting={busy || !ready} onPress={() => onKeep(true)}>
          {t("setup.slot.copy")}
        </Button>
        <Button icon="x" resting={busy} onPress={onRemove}>
          {t("setup.slot.remove")}
        </Button>
        <Button icon="arrow-back-up" onPress={onCancel}>
          {t("setup.slot.cancel")}
        </Button>
      </div>
    </section>
  );
}

function Product({ t, form, catalogue, onForm }: Props) {
  const { variant } = form;
  const same = catalogue.filter(({ productId }) => productId === variant?.productId);
  return (
    <>
      <fieldset>
        <legend>{t("setup.slot.product")}</legend>
        <div class="setup-products">
          {productsOf(catalogue).map((product) => (
            <button
              key={product.productId}
              type="button"
              class="setup-choice setup-product"
              aria-pressed={variant?.productId === product.productId}
              onClick={() => onForm({ ...form, variant: product })}
            >
              <Picture name={productPicture(product.name.en)} size="small" />
              <span>{product.name.en}</span>
            </button>
          ))}
        </div>
      </fieldset>
      {same.length > 1 && (
        <fieldset>
          <legend>{t("setup.slot.variant")}</legend>
          <div class="act-row">
            {same.map((each) => (
              <Button
                key={each.variantId}
                pressed={each.variantId === variant?.variantId}
                onPress={() => onForm({ ...form, variant: each })}
              >
                {`${t(`side.${each.side}`)}, ${each.size}`}
              </Button>
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}

type FigureName = "selection" | "capacity" | "par" | "stock";

function Figure({ t, form, onForm, name, most }: Props & { name: FigureName; most: number }) {
  return (
    <label class="field">
      <span class="field-label">{t(`setup.slot.${name}`)}</span>
      <input
        class="text-field"
        type="number"
        min={name === "par" || name === "stock" ? 0 : 1}
        max={most}
        value={form[name]}
        onInput={({ currentTarget }) => {
          const figure = Math.trunc(currentTarget.valueAsNumber);
          if (Number.isFinite(figure) && figure >= 0)
            onForm({ ...form, [name]: Math.min(figure, most) });
        }}
      />
    </label>
  );
}

const rows = ["upper", "middle", "lower"] as const;

function Row({ t, form, onForm }: Props) {
  return (
    <fieldset>
      <legend>{t("setup.slot.row")}</legend>
      <div class="act-row">
        {rows.map((row) => (
          <Button key={row} pressed={form.row === row} onPress={() => onForm({ ...form, row })}>
            {t(`setup.slot.row.${row}`)}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
