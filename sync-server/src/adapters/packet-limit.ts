const TYPE_BYTE = 1;
const LENGTH_BYTES = 4; // at most, by the standard

/**
 * Follows the MQTT packets in a stream of bytes and says when one announces itself as longer than `limit`,
 * before it is gathered in memory: aedes has no such limit of its own.
 */
export function createPacketLimit(limit: number): (bytes: Uint8Array) => "fits" | "too-long" {
  let seen = 0; // bytes of the present header
  let length = 0;
  let bodyLeft = 0;

  return (bytes) => {
    let at = 0;
    while (at < bytes.length) {
      if (bodyLeft > 0) {
        const step = Math.min(bodyLeft, bytes.length - at);
        bodyLeft -= step;
        at += step;
        continue;
      }
      const byte = bytes[at] ?? 0;
      at += 1;
      seen += 1;
      if (seen === TYPE_BYTE) continue;
      length += (byte & 0x7f) * 128 ** (seen - TYPE_BYTE - 1);
      const more = (byte & 0x80) !== 0;
      if (length > limit || (more && seen > LENGTH_BYTES)) return "too-long";
      if (more) continue;
      bodyLeft = length;
      seen = 0;
      length = 0;
    }
    return "fits";
  };
}
