"""The distribution functions of SciPy, without what its package `scipy.special` brings along for other array libraries.

Together that is about 120 modules, among them numpy's Fortran compiler front and its testing, and takes some twenty
times as long as the functions themselves: whoever opens the first figure of a process would wait for it. So the
compiled functions are imported below a stand-in of their package, which is taken away at once. Whoever imports
`scipy.special` later gets all of it, with these same functions. Imported where a distribution is needed, and only then.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

_PACKAGE = "scipy.special"


def _functions() -> ModuleType:
    """The module of compiled functions; where it cannot be had alone, the whole package, which has them too."""
    from importlib.util import find_spec, module_from_spec

    if _PACKAGE not in sys.modules:
        spec = find_spec(_PACKAGE)
        if spec is not None:
            sys.modules[_PACKAGE] = module_from_spec(spec)
            try:
                from scipy.special import _ufuncs as alone
            except ImportError:  # another release of SciPy keeps them elsewhere
                pass
            else:
                return alone  # type: ignore[no-any-return]
            finally:
                del sys.modules[_PACKAGE]
    import scipy.special

    return scipy.special  # type: ignore[no-any-return]


_found = _functions()
bdtr: Any = _found.bdtr
chdtrc: Any = _found.chdtrc
gammaincinv: Any = _found.gammaincinv
nctdtrinc: Any = _found.nctdtrinc
ndtr: Any = _found.ndtr
ndtri: Any = _found.ndtri
stdtr: Any = _found.stdtr
stdtrit: Any = _found.stdtrit
