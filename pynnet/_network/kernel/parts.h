/* The parts of the gradient: which weights a thread adds up, and where.
 *
 * They are made once, before the first gradient. Relies on memory.h, on the cases, blocks and
 * threads of an Objective, and on `vector` to make rows.
 */

/* A part of the gradient: some hidden units, the weights into them and those out of them, for one
 * thread. The first part has the biases of the outputs, the last one their direct connections.
 * Without hidden units a part has all weights into some of the outputs.
 *
 * The slopes of a unit stand as its sources do in the row of a case, so that vectors of a row are
 * added to vectors of slopes:
 *
 *                 |<---------- input_width ---------->|
 *   input_row     | inputs              | 1 | padding |   a line for each case
 *   hidden_slope  | weights into a hidden unit        |   a line for each of its hidden units
 *
 *                 |<------------- width ------------->|
 *   row           | units | row_inputs  | 1 | padding |   a line for each case
 *   output_slope  | weights into an output            |   a line for each of its outputs
 *
 * In `row` only the first part has the 1, and only the last the inputs, if there is a skip layer.
 * A part that has all units, so few that the sources of both layers fit into lines of one width,
 * has one kind of rows, and all slopes one behind the other:
 *
 *   row           | units | inputs      | 1 | padding |   a line for each case
 *   hidden_slope  | ----- | into a hidden unit        |   a line for each hidden unit
 *   output_slope  | weights into an output            |   behind them, a line for each output
 *
 * What stands at ----- is added up as well, and read by nobody.
 */
typedef struct Part {
    Size first, units, first_output, outputs;
    int together; /* whether one kind of rows, with units, inputs and 1, serves both layers */
    double *hidden, *hidden_error, *output_error; /* of a block, by unit, then case */
    double *input_row; /* by case: the inputs and 1, padded; of all blocks, or of that at hand */
    double *row;       /* likewise: the units, perhaps the inputs, perhaps 1 */
    Size row_inputs, input_width, width;
    void *memory;
    double *hidden_slope, *output_slope; /* so far, by unit, padded */
} Part;

/* Makes the rows of a block that a part needs, but for the hidden units. */
static void
make_rows(const Objective *o, const Part *p, Size block, double *input_row, double *row)
{
    const Network *net = &o->net;
    Size cases = cases_of(o, block);
    const double *x = o->x + block * ROWS * net->inputs, *end = o->x + o->cases * net->inputs;
    int first = p->first == 0;
    if (p->units && !p->together)
        vector->input_rows(net->inputs, cases, x, end, input_row, p->input_width, 1);
    if (first || p->row_inputs)
        vector->input_rows(p->row_inputs, cases, x, end, row + p->units, p->width, first);
}

/* Says where a part adds up the gradient by its weights. */
static void
place_slopes(Objective *o, const Part *p)
{
    const Network *net = &o->net;
    for (Size u = 0; u < p->units; u++) {
        double *slope = p->hidden_slope + u * p->input_width + (p->together ? p->units : 0);
        double **place = o->slope + (p->first + u) * net->into_hidden;
        for (Size i = 0; i < net->inputs; i++)
            place[1 + i] = slope++;
        place[0] = slope;
    }
    for (Size k = 0; k < p->outputs; k++) {
        double *slope = p->output_slope + k * p->width;
        double **place =
            o->slope + net->size * net->into_hidden + (p->first_output + k) * net->into_output;
        for (Size u = 0; u < p->units; u++)
            place[1 + p->first + u] = slope++;
        for (Size i = 0; net->skip && i < p->row_inputs; i++)
            place[1 + net->size + i] = slope + i;
        if (p->first == 0)
            place[0] = slope + p->row_inputs;
    }
}

/* Cases whose rows a part has at a time, and one more: vectors may reach beyond the last. */
static Size
rows_at_a_time(const Objective *o)
{
    return (o->keeps_rows ? o->blocks : 1) * ROWS + 1;
}

/* Gives a part its share of the hidden units, or without them of the outputs. */
static void
share_units(const Objective *o, Size number, Part *p)
{
    const Network *net = &o->net;
    Size shared = net->size ? net->size : net->outputs, before = o->n_parts - 1;
    Size from = (shared * number + before) / o->n_parts;
    Size count = (shared * (number + 1) + before) / o->n_parts - from;
    p->first = net->size ? from : 0;
    p->units = net->size ? count : 0;
    p->first_output = net->size ? 0 : from;
    p->outputs = net->size ? net->outputs : count;
}

/* Decides what stands in the rows of a part, and how wide they are. */
static void
set_widths(const Objective *o, Part *p)
{
    const Network *net = &o->net;
    int first = p->first == 0, last = p->first + p->units == net->size;
    p->row_inputs = last && net->skip ? net->inputs : 0;
    p->input_width = padded(net->inputs + 1);
    p->width = padded(p->units + p->row_inputs + first);
    p->together = o->n_parts == 1 && p->units && p->width == p->input_width &&
                  padded(p->units + net->inputs + 1) == p->width;
    if (p->together)
        p->row_inputs = net->inputs;
}

/* Allocates a part's arrays; zeros where rows and slopes are: what is behind the sources is added
 * up as well, though nobody reads it. */
static int
allocate_part(const Objective *o, Part *p)
{
    Size outputs = o->net.outputs, rows = rows_at_a_time(o);
    Size apart = !p->together, joined = p->units + (apart ? 0 : outputs);
    if (!(p->memory = ALLOCATE(
              {&p->hidden, o->keeps_units ? 0 : ROWS, p->units},
              {&p->hidden_error, ROWS, joined}, {&p->output_error, apart * ROWS, outputs},
              {&p->input_row, apart * rows, p->input_width}, {&p->row, rows, p->width},
              {&p->hidden_slope, joined, p->input_width},
              {&p->output_slope, apart * p->outputs, p->width})))
        return 0;
    memset(p->input_row, 0, apart * rows * p->input_width * sizeof *p->input_row);
    memset(p->row, 0, rows * p->width * sizeof *p->row);
    memset(p->hidden_slope, 0, joined * p->input_width * sizeof *p->hidden_slope);
    memset(p->output_slope, 0, apart * p->outputs * p->width * sizeof *p->output_slope);
    if (p->together) {
        p->input_row = p->row;
        p->output_error = p->hidden_error + p->units * ROWS;
        p->output_slope = p->hidden_slope + p->units * p->width;
    }
    return 1;
}

/* Makes as many parts as there are threads, each of two units or more. */
static int
make_parts(Objective *o)
{
    Size shared = o->net.size ? o->net.size : o->net.outputs;
    Size most = shared / 2 > 1 ? shared / 2 : 1;
    int n = o->team.threads < most ? o->team.threads : (int)most;
    o->parts = CALLOC(n, sizeof *o->parts);
    if (!o->parts) {
        PyErr_NoMemory();
        return 0;
    }
    o->n_parts = n; /* not before there are any: what is freed is counted by it */
    for (int j = 0; j < o->n_parts; j++) {
        Part *p = o->parts + j;
        share_units(o, j, p);
        set_widths(o, p);
        if (!allocate_part(o, p))
            return 0;
        place_slopes(o, p);
        for (Size block = 0; o->keeps_rows && block < o->blocks; block++)
            make_rows(o, p, block, p->input_row + block * ROWS * p->input_width,
                      p->row + block * ROWS * p->width);
    }
    return 1;
}
