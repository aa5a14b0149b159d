/* The hot loops of the search, compiled. The interpreted modules are the definition: what is found here is found there
 * and the other way round, and they make the score of whatever is left. No rule's number is written here: tables,
 * weights and limits are handed over.
 *
 * Sections come from a file and are untrusted: each place and length read from them is checked before it is used.
 * Nothing is kept between calls but what an object owns; other scratch is on the stack or freed before a call returns.
 * Compile with -ffp-contract=off: a fused multiply and add would round otherwise than Python does. */

#define PY_SSIZE_T_CLEAN
#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MOST_LETTERS 64 /* bits of one machine word */
#define MOST_SLIPS 3    /* edits for which a bound is known */
#define MOST_PREFIX 16  /* letters of which deletion keys are made */
#define MOST_KEYS 1024  /* what is left of so many letters once so many are deleted, and more */
#define BIT(place) ((uint64_t)1 << (place))
#define WIDEST 7        /* letters of the left side that one letter group takes */

#ifdef __GNUC__
#define PREFETCH(place) __builtin_prefetch(place)
#else
#define PREFETCH(place) (void)(place)
#endif

/* What the module keeps. */
typedef struct {
    PyTypeObject *groups, *sounds, *words, *native, *part, *lexicon, *readings, *unit;
} Kept;

#include "sections.h"
#include "letters.h"
#include "groups.h"
#include "sounds.h"
#include "words.h"
#include "native.h"
#include "parts.h"
#include "lexicon.h"
#include "listed.h"
#include "slips.h"
#include "near.h"
#include "entries.h"
#include "spelt.h"
#include "likeness.h"
#include "alike.h"
#include "readings.h"
#include "births.h"
#include "joins.h"
#include "units.h"
#include "asked.h"
#include "agreement.h"
#include "cover.h"
#include "draft.h"
#include "edges.h"
#include "aligned.h"
#include "evidence.h"
#include "stretches.h"
#include "search.h"

static int module_exec(PyObject *module)
{
    Kept *kept = PyModule_GetState(module);
    checksum_ready();
    struct {
        PyTypeObject **type;
        PyType_Spec *spec;
        const char *name;
    } types[] = {
        {&kept->groups, &groups_spec, "Groups"},       {&kept->sounds, &sounds_spec, "Sounds"},
        {&kept->words, &words_spec, "Words"},          {&kept->native, &native_spec, "Native"},
        {&kept->part, &part_spec, "Part"},             {&kept->lexicon, &lexicon_spec, "Lexicon"},
        {&kept->readings, &readings_spec, "Readings"}, {&kept->unit, &unit_spec, "Unit"},
    };
    for (size_t at = 0; at < sizeof types / sizeof *types; at++) {
        *types[at].type = (PyTypeObject *)PyType_FromModuleAndSpec(module, types[at].spec, NULL);
        if (*types[at].type == NULL
            || PyModule_AddObjectRef(module, types[at].name, (PyObject *)*types[at].type) < 0)
            return -1;
    }
    return PyModule_AddIntConstant(module, "SOURCE", KERNEL_SOURCE) < 0 ? -1 : 0;
}

static int module_traverse(PyObject *module, visitproc visit, void *arg)
{
    Kept *kept = PyModule_GetState(module);
    Py_VISIT(kept->groups);
    Py_VISIT(kept->sounds);
    Py_VISIT(kept->words);
    Py_VISIT(kept->native);
    Py_VISIT(kept->part);
    Py_VISIT(kept->lexicon);
    Py_VISIT(kept->readings);
    Py_VISIT(kept->unit);
    return 0;
}

static int module_clear(PyObject *module)
{
    Kept *kept = PyModule_GetState(module);
    Py_CLEAR(kept->groups);
    Py_CLEAR(kept->sounds);
    Py_CLEAR(kept->words);
    Py_CLEAR(kept->native);
    Py_CLEAR(kept->part);
    Py_CLEAR(kept->lexicon);
    Py_CLEAR(kept->readings);
    Py_CLEAR(kept->unit);
    return 0;
}

static void module_free(void *module)
{
    module_clear((PyObject *)module);
}

static PyModuleDef_Slot module_slots[] = {
    {Py_mod_exec, module_exec},
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_kernel", "The hot loops of the search, compiled.", sizeof(Kept), entries_functions,
    module_slots, module_traverse, module_clear, module_free,
};

PyMODINIT_FUNC PyInit__kernel(void)
{
    return PyModuleDef_Init(&definition);
}
