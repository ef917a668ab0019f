import type { ComponentChildren } from "preact";
import { Button } from "../../design/button.tsx";
import { Picture } from "../../design/picture.tsx";
import { productPicture } from "../../design/product-picture.ts";
import { noChoice } from "../issue.view.ts";
import type { CollectionsProps } from "./collections-props.ts";
import { Empty } from "./section-head.tsx";

/** How long somebody may take to come; 14 days is the longest the contract allows. */
const validHours = [24, 48, 168, 336] as const;
const HOURS_IN_A_DAY = 24;

/** One question after another, and each only offers what a machine can still give. */
export function IssueForm(props: CollectionsProps) {
  const { t, view, issue, busy, onMake } = props;
  if (view.products.length === 0) {
    return (
      <Empty picture="box" title={t("collections.noStock")} what={t("collections.noStockWhat")} />
    );
  }
  const gone = issue.choice.machineId !== null && view.chosen === null;
  return (
    <section class="issue" aria-labelledby="issue">
      <h2 id="issue">{t("collections.newTitle")}</h2>
      <Products {...props} />
      <Sizes {...props} />
      {view.machines.length > 0 && <Machines {...props} />}
      {view.chosen !== null && <Valid {...props} />}
      {gone && (
        <p class="calm-note" role="alert">
          {t("collections.gone")}
        </p>
      )}
      <div class="issue-go">
        <Button kind="primary" resting={busy || view.chosen === null} onPress={onMake}>
          {t("collections.go")}
        </Button>
        {view.chosen === null && <p>{t("collections.choose")}</p>}
      </div>
    </section>
  );
}

function Products({ t, view, issue, onChoose }: CollectionsProps) {
  return (
    <Question words={t("collections.product")}>
      {view.products.map(({ product, free }) => (
        <button
          key={product}
          type="button"
          class="product"
          aria-pressed={issue.choice.product === product}
          disabled={free === 0}
          onClick={() => onChoose({ ...noChoice, product })}
        >
          <Picture name={productPicture(product)} size="small" />
          <span class="product-name">{product}</span>
          <span class="second">{t("collections.free", { count: free })}</span>
        </button>
      ))}
    </Question>
  );
}

function Sizes({ t, view, issue, onChoose }: CollectionsProps) {
  const { choice } = issue;
  return (
    <div class="question-pair">
      {view.sides.length > 0 && (
        <Question words={t("collections.side")}>
          {view.sides.map((side) => (
            <Button
              key={side}
              size="small"
              pressed={choice.side === side}
              onPress={() => onChoose({ ...choice, side, size: null, machineId: null })}
            >
              {t(`side.${side}`)}
            </Button>
          ))}
        </Question>
      )}
      {view.sizes.length > 0 && (
        <Question words={t("collections.size")}>
          {view.sizes.map((size) => (
            <Button
              key={size}
              size="small"
              pressed={choice.size === size}
              onPress={() => onChoose({ ...choice, size, machineId: null })}
            >
              {size}
            </Button>
          ))}
        </Question>
      )}
    </div>
  );
}

function Machines({ t, view, issue, onChoose }: CollectionsProps) {
  return (
    <Question words={t("collections.machine")}>
      {view.machines.map(({ machineId, name, siteName, free, online }) => (
        <button
          key={machineId}
          type="button"
          class="product"
          aria-pressed={issue.choice.machineId === machineId}
          onClick={() => onChoose({ ...issue.choice, machineId })}
        >
          <span class="product-name">{siteName === "" ? name : `${siteName} · ${name}`}</span>
          <span class="second">{t("collections.free", { count: free })}</span>
          {!online && <span class="second">{t("collections.offline")}</span>}
        </button>
      ))}
    </Question>
  );
}

function Valid({ t, issue, onValidHours }: CollectionsProps) {
  return (
    <Question words={t("collections.valid")}>
      {validHours.map((hours) => (
        <Button
          key={hours}
          size="small"
          pressed={issue.validHours === hours}
          onPress={() => onValidHours(hours)}
        >
          {t("collections.days", { count: hours / HOURS_IN_A_DAY })}
        </Button>
      ))}
    </Question>
  );
}

function Question({ words, children }: { words: string; children: ComponentChildren }) {
  return (
    <fieldset class="plain-fieldset">
      <legend>{words}</legend>
      <div class="answers">{children}</div>
    </fieldset>
  );
}
