import { expect, test } from "vitest";
import { prefixData, userData } from "../../kernel-setup/places.mjs";

const windows = { platform: "win32", home: "C:\\Users\\ann lee" };
const mac = { platform: "darwin", home: "/Users/ann" };
const linux = { platform: "linux", home: "/home/ann" };

test.each([
  [linux, {}, "/home/ann/.local/share/jupyter"],
  [linux, { XDG_DATA_HOME: "" }, "/home/ann/.local/share/jupyter"],
  [linux, { XDG_DATA_HOME: "/data/ann" }, "/data/ann/jupyter"],
  [mac, { XDG_DATA_HOME: "/data/ann" }, "/Users/ann/Library/Jupyter"],
  [
    windows,
    { APPDATA: "C:\\Users\\ann lee\\AppData\\Roaming" },
    "C:\\Users\\ann lee\\AppData\\Roaming\\jupyter",
  ],
  [windows, {}, "C:\\Users\\ann lee\\.jupyter\\data"],
])("the user's data folder: %j with %j", (machine, env, folder) => {
  expect(userData({ ...machine, env })).toBe(folder);
});

test.each([linux, mac, windows])("JUPYTER_DATA_DIR comes before all: %j", (machine) => {
  expect(userData({ ...machine, env: { JUPYTER_DATA_DIR: "elsewhere", APPDATA: "x" } })).toBe(
    "elsewhere",
  );
});

test("an environment's data folder", () => {
  expect(prefixData("/opt/tljh/user", "linux")).toBe("/opt/tljh/user/share/jupyter");
  expect(prefixData("/opt/homebrew", "darwin")).toBe("/opt/homebrew/share/jupyter");
  expect(prefixData("C:\\class env", "win32")).toBe("C:\\class env\\share\\jupyter");
});
