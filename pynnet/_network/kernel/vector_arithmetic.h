/* The arithmetic of the kernel for one instruction set; instruction_sets.h includes this once for
 * each.
 *
 * Given: IN(name), the name of a function of this set; TARGET, its attribute; LANES, how many
 * doubles a vector holds (2, 4 or 8); SUMS, how many times eight sums its registers hold beside
 * what is added; where the set has a fused product and sum of vectors, FMA(a, b, c), and PAIRS(p),
 * the pairs of exp's table that every other number of a vector's chooses, and NEAREST(x), if the C
 * library rounds with an instruction; and SHORTER, the set with shorter vectors, if there is one.
 */

typedef double IN(Lane) __attribute__((vector_size(8 * LANES), aligned(8), may_alias));
typedef int64_t IN(Bits) __attribute__((vector_size(8 * LANES), aligned(8), may_alias));
#define Lane IN(Lane)
#define Bits IN(Bits)
#define OCTET (8 / LANES) /* vectors in eight numbers */

/* Tells the compiler that a count is a multiple of eight, so that loops need no remainder. */
#define EIGHTS(n) \
    if ((n) < 8 || (n) % 8) \
    __builtin_unreachable()

/* The vector that begins at a number, to read or to write. */
#define AT(p) (*(Lane *)(p))

#if defined(__clang__)
#define SHUFFLE(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
#define SHUFFLE(a, b, ...) __builtin_shuffle(a, b, (Bits){__VA_ARGS__})
#endif
#define LIST(...) __VA_ARGS__

#if LANES == 2
#define EVEN LIST(0, 2) /* of two vectors in turn, what stands at even places */
#define ODD LIST(1, 3)
#elif LANES == 4
#define EVEN LIST(0, 4, 2, 6)
#define ODD LIST(1, 5, 3, 7)
#else
#define EVEN LIST(0, 8, 2, 10, 4, 12, 6, 14)
#define ODD LIST(1, 9, 3, 11, 5, 13, 7, 15)
#endif

/* ---- exp, the logistic function, softmax ---------------------------------------------------- */

#ifdef FMA
/* exp of a block's numbers, all between -512 and 512: exp(x) = 2^(k/128) exp(r), |r| <= ln 2 / 256
 * (Tang 1989, ARM's coefficients). What is looked up takes its way through memory, because
 * vectors give up their numbers slowly. */
TARGET static inline __attribute__((always_inline)) void
IN(exp_by_table)(const double *x, double *y, Size rows)
{
    const Lane none = {0};
    const Lane per_step = none + 0x1.71547652b82fep0 * 128, shift = none + 0x1.8p52;
    const Lane step_high = none - 0x1.62e42fefa0000p-8, step_low = none - 0x1.cf79abc9e3b39p-47;
    const Lane c2 = none + 0x1.ffffffffffdbdp-2, c3 = none + 0x1.555555555543cp-3;
    const Lane c4 = none + 0x1.55555cf172b91p-5, c5 = none + 0x1.1111167a4d017p-7;
    double shifted[ROWS]; /* k, in the lowest bits */
    for (Size i = 0; i < rows; i += LANES)
#ifdef NEAREST
        AT(shifted + i) = NEAREST(per_step * AT(x + i)) + shift;
#else
        AT(shifted + i) = FMA(per_step, AT(x + i), shift);
#endif
    for (Size i = 0; i < rows; i += LANES) {
        Lane k = AT(shifted + i) - shift, even = PAIRS(shifted + i), odd = PAIRS(shifted + i + 1);
        Lane head = SHUFFLE(even, odd, EVEN), tail = SHUFFLE(even, odd, ODD);
        Lane r = FMA(k, step_low, FMA(k, step_high, AT(x + i)));
        Lane scale = (Lane)((Bits)head + ((Bits)AT(shifted + i) << 45)), r2 = r * r;
        Lane s = FMA(r2, FMA(r, c3, c2), tail + r);
        s = FMA(r2 * r2, FMA(r, c5, c4), s);
        AT(y + i) = FMA(scale, s, scale);
    }
}
#endif

/* exp of a block's numbers. */
TARGET static void
IN(exp)(const double *x, double *y, Size rows)
{
    EIGHTS(rows);
#ifdef FMA
    Bits near = (Bits){0} - table.exact;
    for (Size i = 0; i < rows; i += LANES)
        near &= (AT(x + i) > -512.0) & (AT(x + i) < 512.0);
    int64_t all = -1;
    for (int l = 0; l < LANES; l++)
        all &= near[l];
    if (all) {
        IN(exp_by_table)(x, y, rows);
        return;
    }
#endif
    for (Size i = 0; i < rows; i++)
        y[i] = library_exp(x[i]);
}

/* 1 / (1 + exp(-z)), and exactly 0 or 1 where z is beyond -15 or 15. */
TARGET static void
IN(logistic)(Size rows, Size units, double *z)
{
    const Lane one = (Lane){0} + 1.0;
    double near[ROWS], e[ROWS];
    EIGHTS(rows);
    for (Size u = 0; u < units; u++, z += ROWS) {
        for (Size r = 0; r < rows; r += LANES) {
            Bits low = AT(z + r) < -15.0, high = AT(z + r) > 15.0;
            AT(near + r) = (Lane)((Bits)-AT(z + r) & ~(low | high));
        }
#ifdef FMA
        if (table.exact)
            IN(exp_by_table)(near, e, rows);
        else
#endif
            IN(exp)(near, e, rows);
        for (Size r = 0; r < rows; r += LANES) {
            Bits low = AT(z + r) < -15.0, high = AT(z + r) > 15.0;
            Lane y = 1.0 / (1.0 + AT(e + r));
            AT(z + r) = (Lane)(((Bits)y & ~(low | high)) | ((Bits)one & high));
        }
    }
}

TARGET static void
IN(softmax)(Size rows, Size units, double *z)
{
    double largest[ROWS], sum[ROWS], x[ROWS];
    EIGHTS(rows);
    for (Size r = 0; r < rows; r += LANES) {
        Lane most = AT(z + r);
        for (Size k = 1; k < units; k++) {
            Lane at = AT(z + k * ROWS + r);
            Bits more = at > most;
            most = (Lane)(((Bits)at & more) | ((Bits)most & ~more));
        }
        AT(largest + r) = most;
        AT(sum + r) = (Lane){0};
    }
    for (Size k = 0; k < units; k++) {
        double *p = z + k * ROWS;
        for (Size r = 0; r < rows; r += LANES)
            AT(x + r) = AT(p + r) - AT(largest + r);
        IN(exp)(x, p, rows);
        for (Size r = 0; r < rows; r += LANES)
            AT(sum + r) += AT(p + r);
    }
    for (Size k = 0; k < units; k++)
        for (Size r = 0; r < rows; r += LANES)
            AT(z + k * ROWS + r) /= AT(sum + r);
}

/* ---- sums ----------------------------------------------------------------------------------- */

/* Many sums over the same numbers: z[u][r] = start[u] + sum over i, in order, of w[u][i] x[i][r],
 * or further from z[u][r] where there is no start. Steps lead from one unit or number to the
 * next; the numbers behind r stand side by side. More numbers may follow elsewhere. */
typedef struct {
    double *z;
    const double *start, *w, *x, *more_x;
    Size z_step, start_step, unit_step, step, x_step, count, more;
} IN(Sums);
#define Sums IN(Sums)

/* For a constant number of units and of times eight numbers, so that the sums stay in registers. */
TARGET static inline __attribute__((always_inline)) void
IN(add_tile)(int units, int octets, Sums s)
{
    Lane sum[6][4 * OCTET];
    for (int u = 0; u < units; u++)
        for (int v = 0; v < octets * OCTET; v++)
            if (s.start)
                sum[u][v] = (Lane){0} + s.start[u * s.start_step];
            else
                sum[u][v] = AT(s.z + u * s.z_step + v * LANES);
    for (;;) {
        for (Size i = 0; i < s.count; i++, s.w += s.step, s.x += s.x_step)
            for (int u = 0; u < units; u++) {
                double weight = s.w[u * s.unit_step];
                for (int v = 0; v < octets * OCTET; v++)
                    sum[u][v] += weight * AT(s.x + v * LANES);
            }
        if (!s.more)
            break;
        s.x = s.more_x;
        s.count = s.more;
        s.more = 0;
    }
    for (int u = 0; u < units; u++)
        for (int v = 0; v < octets * OCTET; v++)
            AT(s.z + u * s.z_step + v * LANES) = sum[u][v];
}

/* The sums of so many units and numbers, the latter a multiple of eight. */
TARGET static void
IN(add)(Sums s, Size units, Size numbers)
{
    enum { MOST = SUMS < 6 ? SUMS : 6 };
    while (units > 0) {
        Size taken = units < MOST ? units : MOST;
        Sums tile = s;
        for (Size left = numbers / 8, octets; left > 0; left -= octets) {
            for (octets = 1; 2 * octets <= left && 2 * octets * taken <= SUMS && octets < 4;)
                octets *= 2;
            switch (8 * taken + octets) {
#define CASE(U, O) \
    case 8 * U + O: \
        if (U * O <= SUMS) \
            IN(add_tile)(U, O, tile); \
        break;
#define CASES(O) CASE(1, O) CASE(2, O) CASE(3, O) CASE(4, O) CASE(5, O) CASE(6, O)
            CASES(1) CASES(2) CASES(4)
#undef CASES
#undef CASE
            }
            tile.z += 8 * octets;
            tile.x += 8 * octets;
            tile.more_x = tile.more ? tile.more_x + 8 * octets : NULL;
        }
        s.z += taken * s.z_step;
        s.w += taken * s.unit_step;
        s.start = s.start ? s.start + taken * s.start_step : NULL;
        units -= taken;
    }
}

/* Some hidden units of a block, from its inputs. */
TARGET static void
IN(hidden)(const Network *net, const double *wts, Size first, Size units, Size rows,
           const double *input, double *hidden)
{
    wts += first * net->into_hidden;
    IN(add)((Sums){.z = hidden, .z_step = ROWS, .start = wts, .start_step = net->into_hidden,
                   .w = wts + 1, .unit_step = net->into_hidden, .step = 1, .x = input,
                   .x_step = ROWS, .count = net->inputs}, units, rows);
    IN(logistic)(rows, units, hidden);
}

/* Forward pass of a block: from its inputs to its hidden units and outputs. */
TARGET static void
IN(forward)(const Network *net, const double *wts, Size rows, const double *input, double *hidden,
            double *output)
{
    const double *into_output =
        wts + net->size * net->into_hidden + net->idle * net->into_output;
    double *busy = output + net->idle * ROWS;
    IN(hidden)(net, wts, 0, net->size, rows, input, hidden);
    for (Size i = 0; i < net->idle * ROWS; i++)
        output[i] = 0.0;
    IN(add)((Sums){.z = busy, .z_step = ROWS, .start = into_output, .start_step = net->into_output,
                   .w = into_output + 1, .unit_step = net->into_output, .step = 1, .x = hidden,
                   .x_step = ROWS, .count = net->size, .more_x = input,
                   .more = net->skip ? net->inputs : 0}, net->outputs - net->idle, rows);
    if (net->criterion == SOFTMAX || net->criterion == CENSORED)
        IN(softmax)(rows, net->outputs, output);
    else if (!net->linear)
        IN(logistic)(rows, net->outputs, output);
}

/* ---- losses and errors of a block ----------------------------------------------------------- */

TARGET static void
IN(squares)(Size rows, Size units, const double *y, const double *t, const double *w, double *loss)
{
    for (Size k = 0; k < units; k++, y += ROWS, t += ROWS, loss += ROWS)
        for (Size r = 0; r < rows; r += LANES) {
            Lane d = AT(y + r) - AT(t + r);
            AT(loss + r) = AT(w + r) * (d * d);
        }
}

/* Of some outputs. The sums are those of the targets, or of the probabilities that are possible. */
TARGET static void
IN(output_errors)(const Network *net, Size first, Size units, Size rows, const double *outputs,
                  const double *targets, const double *sums, double *errors)
{
    double possibility[ROWS];
    if (net->criterion == CENSORED) {
        possible(rows, net->outputs, outputs, targets, possibility);
        sums = possibility;
    }
    for (Size i = first * ROWS; i < (first + units) * ROWS; i += ROWS)
        for (Size r = 0; r < rows; r += LANES) {
            Lane y = AT(outputs + i + r), t = AT(targets + i + r), e = y - t;
            switch (net->criterion) {
            case LEAST_SQUARES: e = net->linear ? 2 * e : 2 * e * (y * (1 - y)); break;
            case SOFTMAX: e = AT(sums + r) * y - t; break;
            case CENSORED: {
                Bits hit = t == 1.0;
                e = y - (Lane)((Bits)(y / AT(sums + r)) & hit);
            }
            }
            AT(errors + i + r) = e;
        }
}

/* Of some hidden units, from those of all outputs; times the case weights. */
TARGET static void
IN(hidden_errors)(const Network *net, const double *wts, Size first, Size units, Size rows,
                  const double *hidden, const double *output_error, const double *w,
                  double *hidden_error)
{
    enum { FEW = 3 }; /* outputs for which arranging tiles takes longer than they save */
    static const double zero = 0.0;
    Size q = net->outputs, step = -net->into_output; /* outputs from the last to the first */
    const double *into_last = wts + net->weights + step + 1 + first;
    const double *last_error = output_error + (q - 1) * ROWS;
    if (q > FEW)
        IN(add)((Sums){.z = hidden_error, .z_step = ROWS, .start = &zero, .w = into_last,
                       .unit_step = 1, .step = step, .x = last_error, .x_step = -ROWS, .count = q},
                units, rows);
    for (Size u = 0; u < units; u++, into_last++, hidden += ROWS, hidden_error += ROWS)
        for (Size r = 0; r < rows; r += LANES) {
            Lane h = AT(hidden + r), sum = {0};
            if (q > FEW)
                sum = AT(hidden_error + r);
            else
                for (Size k = 0; k < q; k++)
                    sum += into_last[k * step] * AT(last_error - k * ROWS + r);
            AT(hidden_error + r) = AT(w + r) * (sum * (h * (1 - h)));
        }
}

/* Multiplies errors by the case weights. */
TARGET static void
IN(weigh)(Size units, Size rows, const double *w, double *errors)
{
    for (Size i = 0; i < units * ROWS; i += ROWS)
        for (Size r = 0; r < rows; r += LANES)
            AT(errors + i + r) *= AT(w + r);
}

/* slope[u] += sum over the cases of a block, in order, of error[u] times their row of sources. */
TARGET static void
IN(add_slopes)(Size units, double *slope, Size width, const double *error, const double *row,
               Size cases)
{
    IN(add)((Sums){.z = slope, .z_step = width, .w = error, .unit_step = ROWS, .step = 1, .x = row,
                    .x_step = width, .count = cases}, units, width);
}

/* ---- transposition -------------------------------------------------------------------------- */

/* Swaps the bit of value `step` between the numbers of rows and columns. */
#define EXCHANGE(step, LOW, HIGH) \
    for (int i = 0; i < LANES; i++) \
        if (!(i & step)) { \
            Lane low = SHUFFLE(row[i], row[i | step], LOW); \
            row[i | step] = SHUFFLE(row[i], row[i | step], HIGH); \
            row[i] = low; \
        }

/* Transposes a tile of as many rows as columns. */
TARGET static inline __attribute__((always_inline)) void
IN(transpose)(Lane row[LANES])
{
    EXCHANGE(1, EVEN, ODD)
#if LANES == 4
    EXCHANGE(2, LIST(0, 1, 4, 5), LIST(2, 3, 6, 7))
#elif LANES == 8
    EXCHANGE(2, LIST(0, 1, 8, 9, 4, 5, 12, 13), LIST(2, 3, 10, 11, 6, 7, 14, 15))
    EXCHANGE(4, LIST(0, 1, 2, 3, 8, 9, 10, 11), LIST(4, 5, 6, 7, 12, 13, 14, 15))
#endif
}

/* Writes columns of the rows of a block one after the other. */
TARGET static void
IN(to_columns)(Size cases, Size columns, const double *row, double *to)
{
    Size whole = cases / LANES * LANES, i = 0;
    for (; i + LANES <= columns; i += LANES)
        for (Size r = 0; r < whole; r += LANES) {
            Lane tile[LANES];
            for (int a = 0; a < LANES; a++)
                tile[a] = AT(row + (r + a) * columns + i);
            IN(transpose)(tile);
            for (int a = 0; a < LANES; a++)
                AT(to + (i + a) * ROWS + r) = tile[a];
        }
    for (Size c = 0; c < columns; c++)
        for (Size r = c < i ? whole : 0; r < cases; r++)
            to[c * ROWS + r] = row[r * columns + c];
}

/* Copies inputs to rows of a given width, and perhaps 1 behind them. Whole vectors are copied:
 * what they bring beyond the inputs is not used, or is overwritten afterwards. */
TARGET static void
IN(input_rows)(Size inputs, Size cases, const double *x, const double *end, double *to, Size width,
               int bias)
{
    for (Size r = 0; r < cases; r++, x += inputs, to += width) {
        Size i = 0;
        for (; i < inputs && end - x >= i + LANES; i += LANES)
            AT(to + i) = AT(x + i);
        for (; i < inputs; i++)
            to[i] = x[i];
        if (bias)
            to[inputs] = 1.0;
    }
}

/* Writes a constant number of units, at most a vector's, into consecutive columns of the rows. */
TARGET static inline __attribute__((always_inline)) void
IN(tile_to_rows)(int units, Size rows, const double *block, double *to, Size width)
{
    for (Size r = 0; r < rows; r += LANES) {
        Lane tile[LANES];
        for (int i = 0; i < LANES; i++)
            tile[i] = AT(block + (i < units ? i : 0) * ROWS + r);
        IN(transpose)(tile);
        for (int i = 0; i < LANES; i++) {
            double *row = to + (r + i) * width;
            memcpy(row, tile + i, units / 2 * 2 * sizeof *row);
            if (units % 2)
                row[units - 1] = tile[i][units - 1];
        }
    }
}

/* Writes the units of a block into consecutive columns of its rows. */
TARGET static void
IN(to_rows)(Size rows, Size units, const double *block, double *to, Size width)
{
    for (; units >= LANES; units -= LANES, block += LANES * ROWS, to += LANES)
        IN(tile_to_rows)(LANES, rows, block, to, width);
#ifdef SHORTER
    if (units <= LANES / 2) {
        SHORTER.to_rows(rows, units, block, to, width);
        return;
    }
#endif
    switch (units) {
#define CASE(U) \
    case U: \
        if (U < LANES) \
            IN(tile_to_rows)(U, rows, block, to, width); \
        break;
        CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7)
#undef CASE
    }
}

/* ---- the inverse Hessian of the search ------------------------------------------------------ */

/* It is symmetric: its lower triangle is kept, row by row of square tiles, those on the diagonal
 * whole. A tile serves the rows it stands in and, transposed, those of its columns. */

#define TILE (LANES * LANES)

TARGET static void
IN(identity)(double *B, Size n)
{
    for (Size I = 0; I * LANES < n; I++, B += TILE) {
        memset(B, 0, (I + 1) * TILE * sizeof *B);
        B += I * TILE;
        for (Size a = 0; a < LANES && I * LANES + a < n; a++)
            B[a * LANES + a] = 1.0;
    }
}

/* Adds what a tile, not on the diagonal, gives to the product with v. The sum is no argument by
 * value: some versions of GCC for ARM fail at one of a type that is less aligned than its size. */
TARGET static inline __attribute__((always_inline)) void
IN(multiply_tile)(Lane row[LANES], const double *v_rows, const double *v_columns, double *y_columns,
                  Lane *sum)
{
    Lane y = AT(y_columns);
    for (int a = 0; a < LANES; a++)
        y += row[a] * v_rows[a];
    AT(y_columns) = y;
    IN(transpose)(row);
    for (int b = 0; b < LANES; b++)
        *sum += row[b] * v_columns[b];
}

/* Copies what is below the diagonal of a tile to above it. */
TARGET static inline __attribute__((always_inline)) void
IN(mirror)(Lane row[LANES])
{
    Lane column[LANES];
    memcpy(column, row, sizeof column);
    IN(transpose)(column);
    for (int a = 0; a < LANES; a++) {
        Bits below;
        for (int b = 0; b < LANES; b++)
            below[b] = b > a ? 0 : -1;
        row[a] = (Lane)(((Bits)row[a] & below) | ((Bits)column[a] & ~below));
    }
}

/* y = B v, each component in the order of the columns. */
TARGET static void
IN(multiply)(const double *B, Size n, const double *v, double *y)
{
    for (Size I = 0; I * LANES < n; I++) {
        Lane row[LANES], sum = {0};
        for (Size J = 0; J < I; J++, B += TILE) {
            for (int a = 0; a < LANES; a++)
                row[a] = AT(B + a * LANES);
            IN(multiply_tile)(row, v + I * LANES, v + J * LANES, y + J * LANES, &sum);
        }
        for (int b = 0; b < LANES; b++, B += LANES) /* a diagonal tile is its own transpose */
            sum += AT(B) * v[I * LANES + b];
        AT(y + I * LANES) = sum;
    }
}

/* B += (D2 t t' - X t' - t X') / D1, and y = B v with what comes out. The lower triangle decides:
 * an entry and its mirror image need not be rounded alike. */
TARGET static void
IN(update)(double *B, Size n, const double *t, const double *X, double D1, double D2,
           const double *v, double *y)
{
    Lane divisor = (Lane){0} + D1;
    for (Size i = 0; i < n; i += LANES) {
        Lane row[LANES], D2t[LANES], sum = {0};
        for (int a = 0; a < LANES; a++)
            D2t[a] = (Lane){0} + D2 * t[i + a];
        for (Size j = 0; j < i; j += LANES, B += TILE) {
            Lane tj = AT(t + j), Xj = AT(X + j);
            for (int a = 0; a < LANES; a++) {
                row[a] = AT(B + a * LANES);
                row[a] += (D2t[a] * tj - X[i + a] * tj - t[i + a] * Xj) / divisor;
                AT(B + a * LANES) = row[a];
            }
            IN(multiply_tile)(row, v + i, v + j, y + j, &sum);
        }
        for (int a = 0; a < LANES; a++) {
            row[a] = AT(B + a * LANES);
            row[a] += (D2t[a] * AT(t + i) - X[i + a] * AT(t + i) - t[i + a] * AT(X + i)) / divisor;
        }
        IN(mirror)(row);
        for (int a = 0; a < LANES; a++, B += LANES) {
            AT(B) = row[a];
            sum += row[a] * v[i + a];
        }
        AT(y + i) = sum;
    }
}

static const Vector IN(vector) = {
#ifdef FMA
    .has_fma = 1,
#endif
#ifdef SHORTER
    .shorter = &SHORTER,
#else
    .shorter = &IN(vector),
#endif
    .name = SET,
    .exp = IN(exp), .hidden = IN(hidden), .forward = IN(forward), .squares = IN(squares),
    .output_errors = IN(output_errors), .hidden_errors = IN(hidden_errors), .weigh = IN(weigh),
    .input_rows = IN(input_rows), .add_slopes = IN(add_slopes),
    .to_rows = IN(to_rows), .to_columns = IN(to_columns),
    .identity = IN(identity), .multiply = IN(multiply), .update = IN(update),
};

#undef Lane
#undef Bits
#undef Sums
#undef OCTET
#undef AT
#undef EIGHTS
#undef SHUFFLE
#undef EXCHANGE
#undef LIST
#undef EVEN
#undef ODD
#undef PAIRS
#undef NEAREST
#undef TILE
#undef IN
#undef SET
#undef TARGET
#undef LANES
#undef FMA
#undef SUMS
#undef SHORTER
