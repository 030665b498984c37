"""Jupyter's own tests of a kernel, with every part in use but the pager, which we have not."""

import os
import unittest

import jupyter_kernel_test

from tree import KERNEL, make_tree, remove_tree


class ProtocolTest(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("oh")'
    code_generate_error = 'throw new Error("no")'
    code_execute_result = [
        {"code": "1 + 2", "result": "3"},
        {"code": "await Promise.resolve([1, 2])", "result": "[ 1, 2 ]"},
        {"code": '({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>" }) })', "mime": "text/html"},
    ]
    code_display_data = [
        {"code": "display(1)", "mime": "text/plain"},
        {"code": 'import * as tslab from "tslab"; tslab.display.html("<i>")', "mime": "text/html"},
    ]
    code_clear_output = "clearOutput({ wait: true })"
    code_inspect_sample = "Math.max"
    completion_samples = [
        {"text": "Math.clz", "matches": ["clz32"]},
        {"text": "globalTh", "matches": ["globalThis"]},
        {"text": "const 你好 = '😀'; 你好.codeP", "matches": ["codePointAt"]},
    ]
    complete_code_samples = ["1", "const a = 1;", "await 1", "function f() {\n  return 1;\n}"]
    incomplete_code_samples = ["function f() {", "const a = [1,", "`a", "/* a", "1 +"]
    invalid_code_samples = ["const = 1", ") 2", "a b c"]
    support_iopub_welcome = True
    code_history_pattern = "1 ? 2*"
    supported_history_operations = ("tail", "range", "search")

    def test_a_comm_is_declined(self):
        message = self.kc.session.msg("comm_open", {"comm_id": "c", "target_name": "t", "data": {}})
        self.flush_channels()
        self.kc.shell_channel.send(message)
        while (answer := self.kc.get_iopub_msg(timeout=5))["msg_type"] == "status":
            pass
        self.assertEqual((answer["msg_type"], answer["content"]["comm_id"]), ("comm_close", "c"))

    @classmethod
    def setUpClass(cls):
        cls.root = make_tree()
        cls.before = os.getcwd()
        os.chdir(cls.root / "notebooks")
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        os.chdir(cls.before)
        remove_tree(cls.root)


if __name__ == "__main__":
    unittest.main()
