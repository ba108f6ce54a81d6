/* The criterion, its gradient, the outputs and R's BFGS, compiled.
 *
 * The arithmetic is that of criteria.py, forward.py, numpy_engine.py and bfgs_search.py, and both
 * are held equal bit for bit: every sum runs in R's order, nothing is fused or reassociated. What makes it fast keeps the bits:
 * cases are taken in blocks, units by cases, so that the forward pass is elementwise over the
 * cases of a block; the gradient is elementwise over the weights of a unit; a point that the search
 * is certain to refuse is not evaluated to its end, which is known early where the criterion is
 * convex; the forward pass of an accepted point is kept for its gradient; and exp is computed for
 * many arguments at once, by the published algorithm of the C library, if it was found to give the
 * library's bits.
 *
 * One translation unit: the compiler sees through the borders of the parts, and no name leaves it
 * but the module's.
 */
#define _GNU_SOURCE /* for RTLD_DEFAULT */
#include "machine/python.h" /* first, as Python.h asks for */

#include <float.h>
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__linux__) || defined(__APPLE__)
#include <dlfcn.h>
#elif defined(_WIN32)
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#undef IN /* which it defines as nothing */
#undef near
#endif

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/* The parts, each of which relies on those above it alone. */
#include "network.h"           /* what a network is; sizes that the machine decides */
#include "machine/memory.h"    /* arrays, one's own and Python's */
#include "machine/library.h"   /* exp and log */
#include "machine/processor.h" /* what it can do */
#include "instruction_sets.h"  /* vector_arithmetic.h, the arithmetic, for each instruction set */
#include "machine/threads.h"   /* a team of threads that shares out jobs */
#include "objective.h"         /* what a criterion over training data is made of */
#include "losses.h"            /* what a block of cases adds to it */
#include "forward.h"           /* a block of cases through the network, and its losses */
#include "tangent.h"           /* what it is at least, where it is convex */
#include "value.h"             /* the criterion */
#include "parts.h"             /* which weights of the gradient a thread adds up, and where */
#include "gradient.h"          /* the gradient */
#include "console.h"           /* what a search has to do with Python */
#include "search.h"            /* R's BFGS */
#include "prepare.h"           /* from data to an objective */
#include "objective_type.h"    /* Python: Objective */
#include "module.h"            /* Python: the module */
