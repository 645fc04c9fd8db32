import { readFileSync } from "node:fs";

const times: string[] = readFileSync(0, "utf8").trim().split("\n").slice(1);

function part(time: string, unit: "h" | "m" | "s"): number {
  const match = time.match(new RegExp(`(\\d+)${unit}`));
  return match ? Number(match[1]) : 0;
}

const total = times.reduce(
  (sum, time) => sum + part(time, "h") * 3600 + part(time, "m") * 60 + part(time, "s"),
  0,
);
const twoDigits = (value: number): string => String(value).padStart(2, "0");
const minutes = Math.floor(total / 60);
console.log(`${Math.floor(minutes / 60)}:${twoDigits(minutes % 60)}:${twoDigits(total % 60)}`);
