import type { AttemptView, PersonAnswer } from "@drop-in/contracts";
import type { ComponentChildren } from "preact";
import { Button } from "../../design/button.tsx";
import { Acts, Screen } from "../../design/screen.tsx";
import { StopScreen } from "../../design/stop-screen.tsx";
import type { ScreenProps } from "./screen-props.ts";

type Props = ScreenProps & {
  attempt: AttemptView;
  /** A request for a person has reached the agent. */
  helpAsked: boolean;
  mayRetry: boolean;
  sending: boolean;
};

/** The truth about what happened, whichever of the three it is, and what the person saw of it. */
export function OutcomeScreen(props: Props) {
  const { attempt, say } = props;
  if (attempt.answer === "got-it") {
    return (
      <Ending {...props} heading={say("outcome.yours")}>
        <StopScreen picture="greeting" lines={[say("outcome.yours.text")]} />
      </Ending>
    );
  }
  if (attempt.answer !== null) return <ToldScreen {...props} answer={attempt.answer} />;
  switch (attempt.outcome?.kind) {
    case "dispensed":
      return <DispensedScreen {...props} />;
    case "not-dispensed":
      return <NotDispensedScreen {...props} />;
    default:
      return <UnclearScreen {...props} />;
  }
}

function DispensedScreen({ frame, say, send, attempt }: Props) {
  const { handover } = attempt;
  const isDoor = handover.kind === "door";
  const heading = isDoor
    ? say("outcome.dispensed.door", { label: handover.label })
    : say("outcome.dispensed");
  return (
    <Screen frame={frame} name="dispensed" heading={heading}>
      <StopScreen picture={isDoor ? "box" : "tray"} lines={[]}>
        {isDoor && (
          <p>{say(attempt.doorLeftOpen ? "door.leftOpen" : "outcome.dispensed.closeDoor")}</p>
        )}
        <p>
          <strong>{say("outcome.ask")}</strong>
        </p>
      </StopScreen>
      <Answers say={say} send={send} />
    </Screen>
  );
}

function NotDispensedScreen({ frame, say, send, mayRetry, attempt }: Props) {
  const reason = attempt.outcome?.kind === "not-dispensed" ? attempt.outcome.reason : "interrupted";
  return (
    <Screen frame={frame} name="not-dispensed" heading={say("outcome.not-dispensed")}>
      <StopScreen
        picture="lamp"
        lines={[say(`outcome.reason.${reason}`), say("outcome.not-dispensed.text")]}
      />
      <Acts>
        {mayRetry && (
          <Button kind="primary" wide onPress={() => send({ type: "try-again" })}>
            {say("outcome.tryAgain")}
          </Button>
        )}
        <Button kind={mayRetry ? "plain" : "primary"} wide onPress={() => send({ type: "person" })}>
          {frame.words.person}
        </Button>
        <Button wide onPress={() => send({ type: "done" })}>
          {say("ticket.done")}
        </Button>
      </Acts>
    </Screen>
  );
}

function UnclearScreen({ frame, say, send, helpAsked, attempt, sending }: Props) {
  const last = attempt.outcome?.kind === "unclear" ? attempt.outcome.last : "intended";
  const next = helpAsked ? "outcome.unclear.asked" : "outcome.unclear.ask";
  return (
    <Screen frame={frame} name="unclear" heading={say("outcome.unclear")}>
      <StopScreen
        picture="hand"
        lines={[say(`outcome.last.${last}`), say("outcome.unclear.text"), say(next)]}
      >
        <p>
          <strong>{say("outcome.ask")}</strong>
        </p>
      </StopScreen>
      {attempt.mayOpenAgain && (
        <Button wide icon="refresh" resting={sending} onPress={() => send({ type: "open-again" })}>
          {say("door.again")}
        </Button>
      )}
      <Answers say={say} send={send} />
    </Screen>
  );
}

function ToldScreen(props: Props & { answer: Exclude<PersonAnswer, "got-it"> }) {
  const { say, send, frame, answer } = props;
  return (
    <Screen frame={frame} name={`told-${answer}`} heading={say("outcome.told")}>
      <StopScreen
        picture="hand"
        lines={[say(`outcome.told.${answer}`), say("outcome.told.next")]}
      />
      <Acts>
        <Button kind="primary" wide onPress={() => send({ type: "person" })}>
          {frame.words.person}
        </Button>
        <Button wide onPress={() => send({ type: "done" })}>
          {say("ticket.done")}
        </Button>
      </Acts>
    </Screen>
  );
}

function Answers({ say, send }: Pick<Props, "say" | "send">) {
  const answer = (said: PersonAnswer) => () => send({ type: "answer", answer: said });
  return (
    <Acts>
      <Button kind="primary" wide icon="check" onPress={answer("got-it")}>
        {say("outcome.got-it")}
      </Button>
      <Button wide onPress={answer("nothing-came")}>
        {say("outcome.nothing-came")}
      </Button>
      <Button wide onPress={answer("damaged")}>
        {say("outcome.damaged")}
      </Button>
    </Acts>
  );
}

type EndingProps = Props & { heading: string; children: ComponentChildren };

function Ending({ frame, say, send, heading, children }: EndingProps) {
  return (
    <Screen frame={frame} name="got-it" heading={heading}>
      {children}
      <Acts>
        <Button kind="primary" wide onPress={() => send({ type: "done" })}>
          {say("ticket.done")}
        </Button>
      </Acts>
    </Screen>
  );
}
