import { FoundPorts, MachineProtocol } from "@drop-in/contracts";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../../design/button.tsx";
import type { Act, Clinic } from "../clinic.ts";
import { Panel } from "../screens/panel.tsx";
import { ConnectedStep } from "./connected.step.tsx";
import { LayoutApp } from "./layout-app.tsx";
import { LearnApp } from "./learn-app.tsx";
import { planIn } from "./plan-file.ts";
import { PortsStep } from "./ports.step.tsx";
import { ProtocolStep } from "./protocol.step.tsx";
import { SaveStep } from "./save.step.tsx";
import { firstStepOf, isAddress, type SetupStep, setupSteps, stepAfter } from "./setup.view.ts";
import { TestStep } from "./test.step.tsx";
import "./setup.css";

type Props = { clinic: Clinic; busy: boolean; act: Act; onBack: () => void };
const at = "/commissioning";

/** Bringing a machine into service, one step at a time. What was found and laid out is the box's; only the step is ours. */
export function SetupApp(props: Props) {
  const { clinic, busy, act, onBack } = props;
  const { t, live } = clinic;
  const view = live.commissioning;
  if (view === null) {
    return (
      <Panel title={t("setup.title")} backWord={t("machine.back")} onBack={onBack}>
        <p class="lead">{t("setup.start.lead")}</p>
        <ul class="setup-list">
          <li>{t("setup.start.paused")}</li>
          <li>{t("setup.start.kept")}</li>
          <li>{t("setup.start.leave")}</li>
        </ul>
        <div class="panel-go">
          <Button kind="primary" icon="tool" resting={busy} onPress={() => void act(`${at}/begin`)}>
            {t("setup.start.go")}
          </Button>
        </div>
      </Panel>
    );
  }
  return <Steps {...props} view={view} />;
}

type StepsProps = Props & { view: NonNullable<Clinic["live"]["commissioning"]> };

function Steps({ clinic, busy, act, onBack, view }: StepsProps) {
  const { t, requests, live } = clinic;
  const known = MachineProtocol.safeParse(view.draft.protocol);
  const [step, setStep] = useState<SetupStep>(() => firstStepOf(view));
  const [ports, setPorts] = useState<FoundPorts["ports"] | null>(null);
  const [address, setAddress] = useState(view.draft.address ?? "");
  const [protocol, setProtocol] = useState(known.success ? known.data : null);
  const [badFile, setBadFile] = useState(false);

  const look = async () => {
    setPorts(null);
    const answer = await requests.get(`${at}/ports`, FoundPorts);
    setPorts(answer.kind === "ok" ? answer.value.ports : []);
  };
  useEffect(() => {
    if (step === "ports") void look();
  }, [step]);

  const connect = () => act(`${at}/connect`, { address: address.trim(), protocol });
  const next = stepAfter(step, 1);
  const before = stepAfter(step, -1);
  const mayGoOn = step === "ports" ? isAddress(address) : step !== "protocol" || protocol !== null;
  const goOn = async () => {
    if (next === null || (step === "protocol" && !(await connect()))) return;
    setStep(next);
  };
  const leave = async () => {
    if (await act(`${at}/leave`)) onBack();
  };
  const save = async () => {
    if (await act(`${at}/save`, {}, { kind: "saved" })) onBack();
  };
  const takeFile = async (file: File) => {
    const plan = planIn(await file.text());
    setBadFile(plan === null);
    if (plan !== null) await act(`${at}/import`, plan);
  };

  return (
    <Panel title={t(`setup.step.${step}`)} backWord={t("setup.leave")} onBack={() => void leave()}>
      <Progress t={t} step={step} />
      {step === "ports" && (
        <PortsStep
          t={t}
          ports={ports}
          address={address}
          busy={ports === null}
          onAddress={setAddress}
          onLook={() => void look()}
        />
      )}
      {step === "protocol" && <ProtocolStep t={t} protocol={protocol} onProtocol={setProtocol} />}
      {step === "connected" && (
        <ConnectedStep t={t} view={view} busy={busy} onAgain={() => void connect()} />
      )}
      {step === "learn" && <LearnApp clinic={clinic} view={view} />}
      {step === "layout" && (
        <LayoutApp clinic={clinic} view={view} busy={busy} act={act} catalogue={live.catalogue} />
      )}
      {step === "test" && (
        <TestStep
          t={t}
          view={view}
          busy={busy}
          onTest={(slotId) => void act(`${at}/test-vend`, { slotId })}
          onSeen={(seen) => void act(`${at}/test-vend/seen`, { seen })}
        />
      )}
      {step === "save" && (
        <SaveStep
          t={t}
          view={view}
          busy={busy}
          badFile={badFile}
          onSave={() => void save()}
          onFile={(file) => void takeFile(file)}
        />
      )}
      <div class="act-row setup-moves">
        {before !== null && (
          <Button icon="arrow-left" onPress={() => setStep(before)}>
            {t("setup.before")}
          </Button>
        )}
        {next !== null && (
          <Button kind="primary" resting={busy || !mayGoOn} onPress={() => void goOn()}>
            {t("setup.next")}
          </Button>
        )}
      </div>
    </Panel>
  );
}

function Progress({ t, step }: { t: Clinic["t"]; step: SetupStep }) {
  const now = setupSteps.indexOf(step);
  return (
    <div class="setup-progress">
      <p>{t("setup.progress", { now: now + 1, of: setupSteps.length })}</p>
      <progress aria-label={t("setup.title")} value={now + 1} max={setupSteps.length} />
    </div>
  );
}
