/* A block of cases through the network: from its inputs to its outputs and losses.
 *
 * Relies on `vector` for the sums, on losses.h, and on an Objective that prepare.h has filled.
 */

static Size
cases_of(const Objective *o, Size block)
{
    Size left = o->cases - block * ROWS;
    return left < ROWS ? left : ROWS;
}

/* Cases of a block, rounded up to whole vectors. */
static Size
rows_of(const Objective *o, Size block)
{
    return padded(cases_of(o, block));
}

/* By block, column and case, from rows of columns; zeros behind the last case. */
static void
to_blocks(const double *rows, Size cases, Size columns, double *blocks)
{
    for (Size first = 0; first < cases; first += ROWS, blocks += columns * ROWS) {
        Size n = cases - first < ROWS ? cases - first : ROWS;
        const double *source = rows + first * columns;
        if (n < ROWS)
            memset(blocks, 0, columns * ROWS * sizeof *blocks);
        vector->to_columns(n, columns, source, blocks);
    }
}

static const double *
inputs_of(Objective *o, Size block, int thread)
{
    Size inputs = o->net.inputs;
    if (o->keeps_input)
        return o->input + block * inputs * ROWS;
    double *input = o->input + thread * inputs * ROWS;
    to_blocks(o->x + block * ROWS * inputs, cases_of(o, block), inputs, input);
    return input;
}

/* Where the hidden units of a block are: its own place if all are kept, else that of the thread. */
static double *
hidden_of(const Objective *o, Size block, int thread)
{
    return o->hidden + (o->keeps_units ? block : thread) * o->net.size * ROWS;
}

/* The losses of a block whose outputs are known. */
static void
losses_of(const Objective *o, Size block)
{
    const Network *net = &o->net;
    Size q = net->outputs, rows = rows_of(o, block);
    const double *output = o->output + block * q * ROWS;
    const double *t = o->target + block * q * ROWS, *w = o->case_weight + block * ROWS;
    double *loss = o->loss + block * q * ROWS;
    switch (net->criterion) {
    case LEAST_SQUARES: vector->squares(rows, q, output, t, w, loss); break;
    case ENTROPY: entropy_loss(rows, q, output, t, w, loss); break;
    case SOFTMAX:
        if (o->one_per_case)
            one_class_loss(rows, o->hit + block * ROWS, output, o->hit_weight + block * ROWS, w,
                           loss);
        else
            softmax_loss(rows, q, output, t, w, loss);
        break;
    case CENSORED: censored_loss(rows, q, output, t, w, loss); break;
    }
}

/* Adds the losses of a block to the total, case by case. */
static double
add_losses(const Objective *o, Size block, double total)
{
    Size units = o->one_per_case ? 1 : o->net.outputs, cases = cases_of(o, block);
    const double *loss = o->loss + block * o->net.outputs * ROWS;
    for (Size r = 0; r < cases; r++)
        for (Size k = 0; k < units; k++)
            total += loss[k * ROWS + r];
    return total;
}

/* The sum of the losses of a block where they are plain, but for rounding. */
static double
rough_losses(const Objective *o, Size block)
{
    Size q = o->net.outputs;
    const double *output = o->output + block * q * ROWS;
    double sum = o->net.criterion == ENTROPY
                     ? rough_entropy(cases_of(o, block), q, output, o->target + block * q * ROWS)
                     : rough_classes(rows_of(o, block), o->hit + block * ROWS, output);
    if (!isnan(sum))
        return sum;
    losses_of(o, block);
    return add_losses(o, block, 0.0);
}

static void
forward_job(void *context, long number, int thread)
{
    Objective *o = context;
    Size block = o->first_block + number, q = o->net.outputs;
    vector->forward(&o->net, o->wts, rows_of(o, block), inputs_of(o, block, thread),
                    hidden_of(o, block, thread), o->output + block * q * ROWS);
    if (o->rough)
        o->loss[block * q * ROWS] = rough_losses(o, block);
    else
        losses_of(o, block);
}
