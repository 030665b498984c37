"""A process that times cases on request: one JSON line in, one JSON line out. test/bench/child.mjs speaks to it.

    {"do": "prepare", "id": 1, "case": {...}}   builds the case and warms it up: {"check": {...}, "ms": 1.2, "processor": seconds}
    {"do": "run", "id": 1, "ms": 60}            runs it for so long: {"runs": 9, "times": {measure: [median, least]}}
    {"do": "release"}                           forgets all cases
    {"do": "versions"}

An answer with "missing" says why there is none. The first argument is how many threads there shall be, the
second, if any, how many seconds of the processor a case may take before it is given up.
"""

import gc
import json
import os
import platform
import signal
import statistics
import sys
from time import perf_counter


def limit_processor(seconds):
    import resource  # not on Windows

    def give_up(*_):
        raise TimeoutError(f"it took over {seconds} s")

    signal.signal(signal.SIGXCPU, give_up)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 30))


# What a library prints must not come between the answers.
answers = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)

import numpy  # noqa: E402
import onnx_case  # noqa: E402
import onnxruntime  # noqa: E402
import products  # noqa: E402
import torch  # noqa: E402
import torch_case  # noqa: E402

torch.set_num_threads(int(sys.argv[1]))
limit = int(sys.argv[2]) if sys.argv[2:] and sys.argv[2] else None
if limit and hasattr(signal, "SIGXCPU"):
    limit_processor(limit)
cases = {}
LONG = 500  # milliseconds; a run that takes longer needs no warming up


def processor():
    """Seconds of it that this process and its children have had."""
    return sum(os.times()[:4])


def reason(error):
    if limit and processor() > limit:
        return f"it took over {limit} s"  # whatever it was that the limit made fail
    first = (str(error).strip().splitlines() or [""])[0]
    return f"{type(error).__name__}: {first}"


def build(library, kind, **rest):
    if kind == "product":
        return products.product(library, **rest)
    if library == "onnxruntime":
        return onnx_case.forward(**rest)
    return (torch_case.training if kind == "training" else torch_case.forward)(**rest)


def timed(once):
    began = perf_counter()
    once()
    return 1000 * (perf_counter() - began)


def prepare(id, case, **_):
    once, check = build(**case)
    ms = timed(once)
    found = check()  # before Adam has moved the weights any further
    if case["form"].startswith(("script", "compiled")):
        ms = [timed(once) for _ in range(3)][-1]  # a script is optimised in its second and third run
    elif ms < LONG:
        ms = timed(once)
    cases[id] = [once, ms]
    return {"check": found, "ms": ms, "processor": processor()}


def run(id, ms, **_):
    once, last = cases[id]
    if last < 100:
        once()  # another contender has had the caches
    began, found = perf_counter(), []
    while not found or 1000 * (perf_counter() - began) < ms:
        found.append(once())
    times = {k: [1000 * v[k] for v in found] for k in found[0]}
    return {"runs": len(found), "times": {k: [statistics.median(v), min(v)] for k, v in times.items()}}


def release(**_):
    cases.clear()
    gc.collect()
    torch._dynamo.reset()
    return {}


def versions(**_):
    return {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "numpy": numpy.__version__,
        "onnxruntime": onnxruntime.__version__,
    }


DO = {"prepare": prepare, "run": run, "release": release, "versions": versions}
for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = DO[request["do"]](**request)
    except Exception as error:
        answer = {"missing": reason(error)}
    print(json.dumps(answer), file=answers)
