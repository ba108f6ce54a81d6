/* What the criterion of a network over its training data is made of: memory, by blocks of cases.
 *
 * Types alone, filled by prepare.h and used by all parts from losses.h on. Relies on Network, and
 * on the Team of threads.h.
 */

/* Without hidden units the criterion of classes is convex: it lies above its tangents. Marks stand
 * behind every so many blocks; what the last gradient says of the cases up to each. */
typedef struct {
    int measured; /* whether there are no hidden units, and the criterion may be convex */
    int serves;   /* whether it is, and large enough */
    Size apart;   /* blocks from one mark to the next */
    int known;    /* whether there is a last gradient, with scores that are not too large */
    double score; /* no score at its point is larger */
    double *wts, *slope;         /* its point, and itself */
    double *slope_to, *losses;   /* by mark: the gradient and the losses so far */
    double *tried;               /* by mark: the losses so far of the point tried last */
    double *farthest, *amount; /* of the bias and the inputs: largest size, weighted sum of sizes */
} Tangent;

typedef struct {
    Network net;
    Size cases, blocks;
    Size evaluated;    /* blocks that the last value took in */
    long long passes;  /* blocks that all values took in */
    double block_time; /* rough nanoseconds of a block's forward pass */
    double *decay; /* by weight */
    const double *wts; /* of the last value */
    int one_per_case; /* whether a case adds a single number to the criterion */
    int never_falls;  /* whether no case can add a negative number to the criterion */
    int32_t *hit;     /* softmax with one class a case: where in its block its probability is */
    double *hit_weight; /* ... times what its logarithm counts */
    int plain; /* whether losses are logarithms of single probabilities: rough sums are near them */
    int rough; /* whether the first loss of a block is now the rough sum of all */
    Tangent tangent;
    /* by block, then unit, then case */
    double *target, *output, *loss;
    double *target_sum; /* softmax: over the outputs of a case */
    double *hidden; /* of all blocks, or of the block at hand of each thread */
    const double *x; /* inputs as given, by case */
    double *input;   /* by block, or only the block at hand of each thread */
    int keeps_input; /* whether all blocks of inputs are kept: not if there are many */
    int keeps_rows;  /* whether the rows for the gradient are kept, or made again */
    int keeps_units; /* whether hidden units are kept for the gradient, or made again */
    double *case_weight; /* by block, then case */
    Size first_block;
    double **slope; /* by weight, where its part adds up the gradient */
    struct Part *parts; /* parts.h */
    int n_parts;
    Team team;
    void *memory;
} Objective;
