import type { CollectionView } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { Chip } from "../../design/chip.tsx";
import { Picture } from "../../design/picture.tsx";
import { Acts, Screen } from "../../design/screen.tsx";
import { yesWord } from "../handover.view.ts";
import type { Reach } from "../visitor-state.ts";
import type { ScreenProps } from "./screen-props.ts";

type Props = ScreenProps & {
  collection: CollectionView;
  name: string;
  sending: boolean;
  reach: Reach;
};

/** What is about to drop, in plain words, before anything moves. */
export function CollectReadyScreen({ frame, say, send, collection, name, sending, reach }: Props) {
  const isLow = reach === "low";
  return (
    <Screen frame={frame} name="collect-ready" heading={say("ready.title")}>
      <div class="item-card">
        <Picture name="box" />
        <div class="item-words">
          <h2>{name}</h2>
          <p class="lead">{say(`ready.side.${collection.side}`)}</p>
          <p class="lead">{say("ready.size", { size: collection.size })}</p>
          <Chip kind="moss" icon="circle-check" text={say("ready.here")} />
        </div>
      </div>
      {collection.lowDoor && (
        <div class="low-door">
          <Button
            wide
            icon={isLow ? "square-check" : "square"}
            pressed={isLow}
            onPress={() => send({ type: "reach-low", low: !isLow })}
          >
            {say("ready.lowDoor")}
          </Button>
        </div>
      )}
      <Acts>
        <Button kind="primary" wide resting={sending} onPress={() => send({ type: "accept" })}>
          {say(yesWord(collection.handover))}
        </Button>
        <Button wide onPress={() => send({ type: "person" })}>
          {say("ready.no")}
        </Button>
      </Acts>
    </Screen>
  );
}
