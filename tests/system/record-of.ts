import pg from "pg";

const ofDevices = "join lane using (lane_id) where device_id = any($1)";

/** Everything the record says of these devices, to be compared with what it says later. */
export function openRecord(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  pool.on("error", () => {});
  const ask = async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows;
  return {
    ask,
    async of(...devices: string[]): Promise<object> {
      return {
        events: await ask(
          `select stream, epoch, seq, row_json from inbox ${ofDevices} order by lane_id, seq`,
          [devices],
        ),
        letters: await ask(
          `select lane_id, seq, why from dead_letter ${ofDevices} order by lane_id, seq`,
          [devices],
        ),
        cursors: await ask(
          "select stream, epoch, cursor, highest from lane where device_id = any($1) order by lane_id",
          [devices],
        ),
        devices: await ask(
          "select device_id, epoch, version from device where device_id = any($1) order by device_id",
          [devices],
        ),
        visits: await ask(
          "select visit_id, state from visit where device_id = any($1) order by visit_id",
          [devices],
        ),
      };
    },
    /** Of all events of a device that are in the record, in order. */
    async numbers(device: string): Promise<number[]> {
      const text = `select seq from inbox ${ofDevices} order by seq`;
      return (await ask(text, [[device]])).map(({ seq }) => Number(seq));
    },
    close: () => pool.end(),
  };
}
