/* What the cases of a block add to the criterion, unit by case.
 *
 * Least squares, which need no logarithm, are in vector_arithmetic.h. Relies on the C library's
 * log in library.h, and on possible() in instruction_sets.h.
 */

static void
entropy_loss(Size rows, Size units, const double *y, const double *t, const double *w, double *loss)
{
    for (Size k = 0; k < units; k++)
        for (Size r = 0; r < rows; r++) {
            Size i = k * ROWS + r;
            double s = 0.0;
            if (t[i] > 0)
                s -= t[i] * library_log((y[i] + 1e-80) / t[i]);
            if (t[i] < 1)
                s -= (1 - t[i]) * library_log((1 - y[i] + 1e-80) / (1 - t[i]));
            loss[i] = w[r] * s;
        }
}

static double
unlikelihood(double weight, double probability, double case_weight)
{
    return probability == 0 ? case_weight * 1000.0 : -(weight * library_log(probability));
}

static void
softmax_loss(Size rows, Size units, const double *y, const double *t, const double *w, double *loss)
{
    for (Size k = 0; k < units; k++)
        for (Size r = 0; r < rows; r++) {
            Size i = k * ROWS + r;
            loss[i] = t[i] > 0 ? unlikelihood(w[r] * t[i], y[i], w[r]) : 0.0;
        }
}

/* The same where a case has at most one class: its other losses are 0 and add nothing. */
static void
one_class_loss(Size rows, const int32_t *hit, const double *y, const double *hit_weight,
               const double *w, double *loss)
{
    for (Size r = 0; r < rows; r++)
        loss[r] = hit[r] < 0 ? 0.0 : unlikelihood(hit_weight[r], y[hit[r]], w[r]);
}

static void
censored_loss(Size rows, Size units, const double *y, const double *t, const double *w,
              double *loss)
{
    double sum[ROWS];
    possible(rows, units, y, t, sum);
    for (Size r = 0; r < rows; r++)
        loss[r] = unlikelihood(w[r], sum[r], w[r]);
}

/* What plain losses add up to, but for rounding: the logarithm of a product, of eight products that
 * do not wait for one another. No probability is above 1, so that a product which is large enough
 * was so all the way; one that is not has lost digits, and the sum is not a number. */
static double
rough_sum(const double *probability, Size n)
{
    double product[8] = {1, 1, 1, 1, 1, 1, 1, 1}, all = 1.0;
    for (Size i = 0; i < n; i++)
        product[i % 8] *= probability[i];
    for (Size j = 0; j < 8; j++)
        all *= product[j];
    return all > 1e-300 ? -library_log(all) : NAN;
}

/* Where all targets are 0 or 1: of what entropy_loss() takes logarithms of. */
static double
rough_entropy(Size cases, Size units, const double *y, const double *t)
{
    double loss = 0.0, probability[ROWS];
    for (Size k = 0; k < units; k++, y += ROWS, t += ROWS) {
        for (Size r = 0; r < cases; r++)
            probability[r] = (t[r] > 0 ? y[r] : 1 - y[r]) + 1e-80;
        loss += rough_sum(probability, cases);
    }
    return loss;
}

/* Where a case has at most one class. */
static double
rough_classes(Size rows, const int32_t *hit, const double *y)
{
    double probability[ROWS];
    for (Size r = 0; r < rows; r++)
        probability[r] = hit[r] < 0 ? 1.0 : y[hit[r]];
    return rough_sum(probability, rows);
}
