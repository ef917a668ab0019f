import { busDaySuite } from "./bus-day.suite.ts";

busDaySuite("SQLite");
