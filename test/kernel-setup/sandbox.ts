import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export const repo = join(import.meta.dirname, "..", "..");

/** A copy of the set-up in a folder of its own, on a machine where every program is ours to play. */
export type Sandbox = {
  repo: string;
  /** Puts a shell script on the sandbox's PATH. */
  play: (program: string, script: string) => void;
  /** Runs one of kernel-setup's programs to its end. */
  run: (program: string, ...args: string[]) => { code: number; out: string; err: string };
};

export function sandbox(): Sandbox {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "unrolled-test-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const copy = join(root, "checkout");
  const bin = join(root, "bin");
  mkdirSync(join(copy, "src"), { recursive: true });
  mkdirSync(bin);
  cpSync(join(repo, "kernel-setup"), join(copy, "kernel-setup"), { recursive: true });
  const lock = { packages: { "": {} } };
  writeFileSync(join(copy, "package-lock.json"), JSON.stringify(lock));
  const play = (program: string, script: string) => {
    const file = join(bin, program);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  };
  return {
    repo: copy,
    play,
    run: (program, ...args) => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(copy, "kernel-setup", program), ...args],
        // Of the real machine only the shell's own tools; Node is called by its path.
        { encoding: "utf8", env: { PATH: bin, TMPDIR: root } },
      );
      return { code: status ?? -1, out: stdout, err: stderr };
    },
  };
}

/**
 * A Python of that version whose `-m venv` makes an environment with a pip that does as told.
 */
export const fakePython = (version: string, pip = "exit 0") => `
case "$*" in
  --version) echo "Python ${version}" ;;
  "-m venv "*)
    /bin/mkdir -p "$3/bin" "$3/site/some-1.0.dist-info"
    echo "some/code.py,," > "$3/site/some-1.0.dist-info/RECORD"
    /bin/mkdir -p "$3/site/some"; echo > "$3/site/some/code.py"
    /bin/cat > "$3/bin/python" <<EOF
#!/bin/sh
case "\\$*" in
  -c*) echo '{"site": "'$3'/site", "node": "/wheel/bin/node"}' ;;
  *"pip install"*) echo pip >> $3/../pip-runs; ${pip} ;;
esac
EOF
    /bin/chmod +x "$3/bin/python" ;;
esac`;
