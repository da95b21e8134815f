/**
 * Runs in Python before the code of others: takes away the module that is Pyodide's own interface (it mounts folders and loads
 * packages), and makes of what can't work here errors that say so. Its value is the function that runs code.
 */
export const preparePython = `
import os, sys
def _refuse(what):
    def refused(*args, **kwargs):
        raise PermissionError(what + " is not available here")
    return refused
os.system = _refuse("Running programs")
os.popen = _refuse("Running programs")
for _name in [name for name in sys.modules if name.split(".")[0] == "pyodide_js"]:
    del sys.modules[_name]
sys.modules["pyodide_js"] = None
sys.modules["micropip"] = None
del _name, _refuse, os, sys

async def run_code(code):
    from pyodide.code import eval_code_async
    value = await eval_code_async(code, {"__name__": "__main__"}, filename="code.py")
    return value if isinstance(value, str) else repr(value)
run_code
`;
