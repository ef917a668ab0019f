import {
  type AppointmentDay,
  FeedItem,
  firstLetterOf,
  ImportedAppointments,
} from "@drop-in/contracts";
import { appointmentToken } from "@drop-in/foundation";
import { describe, expect, test } from "vitest";
import { makeDevice, type OpenDatabase } from "../../sync-server/src/centre.test-rig.ts";
import { openConsole } from "./desk.ts";

const header = "date,time,last name,birth date,with,room,patient";
const csv = (...lines: string[]) => [header, ...lines].join("\n");
const canary = "Quillfeather";

/** How every engine's centre takes in a list of appointments and tells the devices of the site. */
export function appointmentsConformance(engine: string, open: OpenDatabase): void {
  describe(`appointments, ${engine}`, () => {
    async function desk() {
      const rig = await openConsole(open);
      const { cookie } = await rig.signIn();
      const bring = async (text: string, siteId: string = rig.device.deviceId) => {
        const answer = await rig.post("/appointments", { siteId, csv: text }, { cookie });
        if (answer.statusCode !== 200) return { status: answer.statusCode };
        return ImportedAppointments.parse(answer.json());
      };
      return { ...rig, bring };
    }
    const daysIn = (
      frames: ReturnType<Awaited<ReturnType<typeof desk>>["heard"]>,
    ): AppointmentDay[] =>
      frames.flatMap((frame) => {
        const items =
          frame.kind === "feed"
            ? frame.items.map(({ item }) => item)
            : "items" in frame
              ? frame.items
              : [];
        return items
          .map((item) => FeedItem.parse(item))
          .flatMap((item) => (item.type === "appointments.set" ? [item.day] : []));
      });

    test("a list goes down as times and tokens, and neither name nor birthday is kept anywhere", async () => {
      const { bring, heard, database, centre } = await desk();
      const taken = await bring(
        csv(
          `2026-11-23,14:15,${canary},1985-03-09,Ravi,Garden room,77`,
          `2026-11-23,15:00,${canary},1985-03-09,Ada,,77`,
          "2026-11-24,09:00,Łukasz,1990-12-31,,,78",
        ),
      );
      expect(taken).toEqual({
        kind: "taken",
        days: [
          { day: "2026-11-23", count: 2 },
          { day: "2026-11-24", count: 1 },
        ],
      });
      const [monday, tuesday] = daysIn(heard());
      const token = (day: AppointmentDay | undefined, name: string, birth: [number, number]) =>
        appointmentToken(day?.key ?? "", {
          day: birth[0],
          month: birth[1],
          letter: firstLetterOf(name),
        });
      expect(monday?.appointments).toMatchObject([
        { at: "2026-11-23T14:15:00.000Z", withWhom: "Ravi", token: token(monday, canary, [9, 3]) },
        { at: "2026-11-23T15:00:00.000Z", withWhom: "Ada", token: token(monday, canary, [9, 3]) },
      ]);
      expect(new Set(monday?.appointments.map(({ person }) => person)).size).toBe(1);
      expect(tuesday?.appointments).toMatchObject([{ token: token(tuesday, "L", [31, 12]) }]);
      const kept = JSON.stringify(await database.all("select * from appointment_day"));
      for (const secret of [canary, "1985", "03-09", "Łukasz"]) expect(kept).not.toContain(secret);
      await centre.close();
    });

    test("the same list again names the same appointments, and a new one replaces the day", async () => {
      const { bring, heard, centre, say, device } = await desk();
      await bring(
        csv("2026-11-23,14:15,Patel,1985-03-09,,,1", "2026-11-23,14:30,Okoro,1970-01-02,,,2"),
      );
      const [first] = daysIn(heard());
      await say({ kind: "feed-ack", epoch: device.epoch, cursor: 2 });
      await bring(
        csv("2026-11-23,14:30,Okoro,1970-01-02,,,2", "2026-11-23,16:00,Lind,1960-05-06,,,3"),
      );
      const second = daysIn(heard()).at(-1);
      expect(second?.key).toBe(first?.key);
      expect(second?.appointments).toHaveLength(2);
      expect(second?.appointments[0]).toEqual(first?.appointments[1]);
      await centre.close();
    });

    test("a device that begins anew gets the lists that are not over", async () => {
      const { bring, heard, centre, say, device } = await desk();
      await bring(csv("2026-11-23,14:15,Patel,1985-03-09,,,1"));
      heard();
      await say(makeDevice(device.deviceId).hello());
      expect(daysIn(heard())).toMatchObject([{ day: "2026-11-23" }]);
      await centre.close();
    });

    test("a list with a bad line changes nothing, and a site without devices is named", async () => {
      const { bring, heard, database, centre } = await desk();
      const bad = await bring(
        csv("2026-11-23,14:15,Patel,1985-03-09,,,1", "2026-11-23,late,Lind,1960-05-06,,,3"),
      );
      expect(bad).toEqual({
        kind: "refused",
        lines: [{ line: 3, why: "The time is not like 14:15." }],
      });
      expect(await bring(csv("2026-11-23,14:15,Patel,1985-03-09,,,1"), "nowhere")).toEqual({
        status: 404,
      });
      expect(daysIn(heard())).toEqual([]);
      expect(await database.all("select * from appointment_day")).toEqual([]);
      await centre.close();
    });
  });
}
