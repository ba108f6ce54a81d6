/* What the kernel uses of Python: of its stable interface for extensions, since 3.11, and no more.
 *
 * Where Python.h is not installed, or is that of another system, the declarations are here; they
 * are those of "Stable ABI" in Python's documentation, and a test compares them with Python.h.
 * Without Python's lock there is no stable interface, and Python.h is needed.
 */

#ifndef WITHOUT_PYTHON_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

#else

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define FROM_PYTHON __declspec(dllimport) extern
#define PyMODINIT_FUNC __declspec(dllexport) PyObject *
#else
#define FROM_PYTHON extern
#define PyMODINIT_FUNC __attribute__((visibility("default"))) PyObject *
#endif

typedef intptr_t Py_ssize_t;
#define PY_SSIZE_T_MAX INTPTR_MAX

/* ---- objects -------------------------------------------------------------------------------- */

typedef struct PyTypeObject PyTypeObject;
typedef struct PyThreadState PyThreadState;
typedef struct {
    Py_ssize_t ob_refcnt;
    PyTypeObject *ob_type;
} PyObject;
#define PyObject_HEAD PyObject ob_base;
#define Py_TYPE(object) (((PyObject *)(object))->ob_type)

typedef PyObject *(*PyCFunction)(PyObject *, PyObject *);
typedef struct {
    void *buf;
    PyObject *obj;
    Py_ssize_t len, itemsize;
    int readonly, ndim;
    char *format;
    Py_ssize_t *shape, *strides, *suboffsets;
    void *internal;
} Py_buffer;
typedef struct {
    const char *ml_name;
    PyCFunction ml_meth;
    int ml_flags;
    const char *ml_doc;
} PyMethodDef;
typedef struct {
    const char *name;
    int type;
    Py_ssize_t offset;
    int flags;
    const char *doc;
} PyMemberDef;
typedef struct {
    int slot;
    void *pfunc;
} PyType_Slot;
typedef struct {
    const char *name;
    int basicsize, itemsize;
    unsigned int flags;
    PyType_Slot *slots;
} PyType_Spec;
typedef struct {
    struct {
        PyObject ob_base;
        PyObject *(*m_init)(void);
        Py_ssize_t m_index;
        PyObject *m_copy;
    } m_base;
    const char *m_name, *m_doc;
    Py_ssize_t m_size;
    PyMethodDef *m_methods;
    void *m_slots;
    void (*m_traverse)(void), (*m_clear)(void), (*m_free)(void);
} PyModuleDef;
#define PyModuleDef_HEAD_INIT {{1, NULL}, NULL, 0, NULL}

#define METH_VARARGS 0x0001
#define METH_NOARGS 0x0004
#define METH_O 0x0008
#define PyBUF_SIMPLE 0
#define PyBUF_WRITABLE 0x0001
#define PyBUF_FORMAT 0x0004
#define PyBUF_C_CONTIGUOUS 0x0038
#define T_LONGLONG 17
#define T_PYSSIZET 19
#define READONLY 1
#define Py_tp_dealloc 52
#define Py_tp_doc 56
#define Py_tp_members 72
#define Py_tp_methods 64
#define Py_tp_new 65
#define Py_TPFLAGS_DEFAULT 0
#define Py_TPFLAGS_TUPLE_SUBCLASS 0x04000000

/* ---- functions ------------------------------------------------------------------------------ */

FROM_PYTHON PyObject _Py_NoneStruct;
FROM_PYTHON PyObject *PyExc_RuntimeError, *PyExc_TypeError, *PyExc_ValueError;

FROM_PYTHON void Py_IncRef(PyObject *);
FROM_PYTHON void Py_DecRef(PyObject *);
FROM_PYTHON int PyArg_ParseTuple(PyObject *, const char *, ...);
FROM_PYTHON int PyArg_ParseTupleAndKeywords(PyObject *, PyObject *, const char *, char **, ...);
FROM_PYTHON PyObject *Py_BuildValue(const char *, ...);
FROM_PYTHON PyObject *PyBool_FromLong(long);
FROM_PYTHON PyObject *PyBytes_FromStringAndSize(const char *, Py_ssize_t);
FROM_PYTHON void PyBuffer_Release(Py_buffer *);
FROM_PYTHON int PyErr_CheckSignals(void);
FROM_PYTHON PyObject *PyErr_Format(PyObject *, const char *, ...);
FROM_PYTHON PyObject *PyErr_NoMemory(void);
FROM_PYTHON PyObject *PyErr_Occurred(void);
FROM_PYTHON void PyErr_SetString(PyObject *, const char *);
FROM_PYTHON void PyEval_RestoreThread(PyThreadState *);
FROM_PYTHON PyThreadState *PyEval_SaveThread(void);
FROM_PYTHON double PyFloat_AsDouble(PyObject *);
FROM_PYTHON PyObject *PyFloat_FromDouble(double);
FROM_PYTHON int PyList_Append(PyObject *, PyObject *);
FROM_PYTHON PyObject *PyList_New(Py_ssize_t);
FROM_PYTHON long PyLong_AsLong(PyObject *);
FROM_PYTHON PyObject *PyLong_FromLong(long);
FROM_PYTHON int PyModule_AddObjectRef(PyObject *, const char *, PyObject *);
FROM_PYTHON int PyModule_AddStringConstant(PyObject *, const char *, const char *);
FROM_PYTHON PyObject *PyModule_Create2(PyModuleDef *, int);
FROM_PYTHON PyObject *PyObject_CallFunction(PyObject *, const char *, ...);
FROM_PYTHON void PyObject_Free(void *);
FROM_PYTHON int PyObject_GetBuffer(PyObject *, Py_buffer *, int);
FROM_PYTHON PyObject *PyType_FromSpec(PyType_Spec *);
FROM_PYTHON PyObject *PyType_GenericAlloc(PyTypeObject *, Py_ssize_t);
FROM_PYTHON unsigned long PyType_GetFlags(PyTypeObject *);
FROM_PYTHON const char *PyUnicode_AsUTF8AndSize(PyObject *, Py_ssize_t *);
FROM_PYTHON PyObject *PyUnicode_FromString(const char *);

#define PyModule_Create(definition) PyModule_Create2(definition, 3)
#define PyTuple_Check(object) \
    ((PyType_GetFlags(Py_TYPE(object)) & Py_TPFLAGS_TUPLE_SUBCLASS) != 0)
#define Py_DECREF(object) Py_DecRef((PyObject *)(object))
#define Py_XDECREF(object) Py_DecRef((PyObject *)(object)) /* which takes NULL */
#define Py_CLEAR(object) \
    do { \
        PyObject *cleared = (PyObject *)(object); \
        (object) = NULL; \
        Py_DecRef(cleared); \
    } while (0)
#define Py_None (&_Py_NoneStruct)
#define Py_RETURN_NONE return Py_IncRef(Py_None), Py_None
#define Py_BEGIN_ALLOW_THREADS \
    { \
        PyThreadState *saved_state = PyEval_SaveThread();
#define Py_END_ALLOW_THREADS \
        PyEval_RestoreThread(saved_state); \
    }
#define Py_UNUSED(name) unused_##name __attribute__((unused))

#endif
