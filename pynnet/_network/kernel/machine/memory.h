/* Arrays: several of one's own in one piece, and those that Python passes, checked.
 *
 * Relies on Python's lock, and sets its exceptions.
 */

#ifdef FAILING_ALLOCATIONS
/* For tests: the allocation that is so many from now fails, once; 0 is the next, below 0 none. */
static atomic_long until_failure = -1;

static int
fails(void)
{
    return atomic_load(&until_failure) >= 0 && atomic_fetch_sub(&until_failure, 1) == 0;
}
#else
#define fails() 0
#endif

#define MALLOC(size) (fails() ? NULL : malloc(size))
#define CALLOC(count, size) (fails() ? NULL : calloc(count, size))

typedef struct {
    double **array;
    Size rows, columns;
} Wanted;

/* Allocates several arrays as one piece, each on its own cache lines; NULL with MemoryError set. */
static void *
allocate(const Wanted *wanted, int count)
{
    size_t total = 64;
    for (int i = 0; i < count; i++) {
        size_t numbers;
        if (__builtin_mul_overflow((size_t)wanted[i].rows, (size_t)wanted[i].columns, &numbers) ||
            numbers > PY_SSIZE_T_MAX / 16 || (total += (numbers + 8) / 8 * 64) > PY_SSIZE_T_MAX) {
            PyErr_NoMemory();
            return NULL;
        }
    }
    char *memory = MALLOC(total);
    if (!memory) {
        PyErr_NoMemory();
        return NULL;
    }
    char *cursor = memory + (64 - (uintptr_t)memory % 64);
    for (int i = 0; i < count; i++) {
        *wanted[i].array = (double *)cursor;
        cursor += ((size_t)wanted[i].rows * (size_t)wanted[i].columns + 8) / 8 * 64;
    }
    return memory;
}

#define ALLOCATE(...) \
    allocate((Wanted[]){__VA_ARGS__}, (int)(sizeof((Wanted[]){__VA_ARGS__}) / sizeof(Wanted)))

/* A C-contiguous, aligned array of doubles of the expected length; 0 unless it is not. */
static int
doubles(PyObject *object, Py_buffer *view, int writable, Size length, const char *name)
{
    int flags = PyBUF_C_CONTIGUOUS | PyBUF_FORMAT | (writable ? PyBUF_WRITABLE : 0);
    if (PyObject_GetBuffer(object, view, flags) < 0)
        return 0;
    if (view->itemsize == sizeof(double) && view->format && strcmp(view->format, "d") == 0 &&
        (uintptr_t)view->buf % sizeof(double) == 0 &&
        (length < 0 || view->len / (Size)sizeof(double) == length))
        return 1;
    PyErr_Format(PyExc_ValueError, "%s must be a C-ordered, aligned array of %zd doubles", name,
                 length);
    PyBuffer_Release(view);
    return 0;
}
