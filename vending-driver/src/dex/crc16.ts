/** CRC-16/ARC: x16+x15+x2+1, reflected, from zero. The one check of a DEX block, a DDCMP frame and a whole report. */
export function crc16(bytes: Iterable<number>): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}
