import { connect } from "node:net";
import { SerialPort } from "serialport";

/** Why an address does not open, and what to do about it. */
export async function portTrouble(address: string, baudRate: number): Promise<string> {
  const text = address.startsWith("tcp://")
    ? await tryTcp(address)
    : await trySerial(address, baudRate);
  return adviceOn(text, address);
}

function adviceOn(text: string, address: string): string {
  if (/No such file|ENOENT/i.test(text)) {
    return `There is no port ${address}. Is the cable in? ls -l /dev/serial/by-id shows what is there.`;
  }
  if (/Permission denied|EACCES/i.test(text)) {
    return `No permission for ${address}. Add yourself to the group dialout and log in again.`;
  }
  if (/Cannot lock|temporarily unavailable|busy/i.test(text)) {
    return `Another program has ${address} open, perhaps the agent. Stop it first.`;
  }
  if (/ECONNREFUSED/.test(text)) return `Nobody listens at ${address}. Check its address and port.`;
  return `${address} does not open: ${text}`;
}

function trySerial(path: string, baudRate: number): Promise<string> {
  return new Promise((resolve) => {
    const port = new SerialPort({ path, baudRate, autoOpen: false });
    port.open((error) => {
      if (error) return resolve(error.message);
      port.close(() => resolve("it was slow to open; try again"));
    });
  });
}

function tryTcp(address: string): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(address);
    const socket = connect({ host: hostname, port: Number(port), timeout: 2_000 });
    const end = (text: string) => {
      socket.destroy();
      resolve(text);
    };
    socket.on("error", (error) => end(`${"code" in error ? error.code : ""} ${error.message}`));
    socket.on("timeout", () => end("no answer from that address"));
    socket.on("connect", () => end("it was slow to open; try again"));
  });
}
