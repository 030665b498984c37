"""papermill with parameters for TypeScript notebooks: its own command line, with one more language.

python papermill_typescript.py IN.ipynb OUT.ipynb -p steps 200 -p name "a b"

papermill puts the parameters into a cell of their own, after the one that is tagged "parameters".
"""

import json

from papermill.__main__ import papermill
from papermill.translators import Translator, papermill_translators


class TypeScriptTranslator(Translator):
    @classmethod
    def translate(cls, val):
        # JSON is TypeScript; so are NaN and Infinity, which Python writes though JSON has none.
        return json.dumps(val, ensure_ascii=False, default=str)

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}"

    @classmethod
    def assign(cls, name, str_val):
        return f"let {name} = {str_val};"


papermill_translators.register("typescript", TypeScriptTranslator)

if __name__ == "__main__":
    papermill()
