/* exp and log of the C library that is loaded.
 *
 * Some linkers bring an exp and a log of their own, which round differently. What this process has
 * loaded is asked for by name, so that R, Python's math and the kernel call the same functions.
 */

static double (*library_exp)(double) = exp;
static double (*library_log)(double) = log;

static void
find_library(void)
{
#if defined(__linux__) || defined(__APPLE__)
    void *found = dlsym(RTLD_DEFAULT, "exp");
    if (found)
        memcpy(&library_exp, &found, sizeof found);
    found = dlsym(RTLD_DEFAULT, "log");
    if (found)
        memcpy(&library_log, &found, sizeof found);
#elif defined(_WIN32)
    HMODULE library = GetModuleHandleA("ucrtbase.dll");
    void *found = library ? (void *)GetProcAddress(library, "exp") : NULL;
    if (found)
        memcpy(&library_exp, &found, sizeof found);
    found = library ? (void *)GetProcAddress(library, "log") : NULL;
    if (found)
        memcpy(&library_log, &found, sizeof found);
#endif
}
