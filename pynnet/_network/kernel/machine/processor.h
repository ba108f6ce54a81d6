/* What the processor can do, and the system lets it do, by the processor's own word.
 *
 * What compilers offer for it needs a part of their runtime that not all of them bring.
 */

#if defined(__x86_64__) && defined(__GNUC__)
enum { YMM = 0x06, ZMM = 0xe6 }; /* registers that the system saves, in XCR0 */

typedef struct {
    int avx2, avx512; /* AVX2 with FMA; and AVX-512 with F, DQ and VL */
} Processor;

static Processor
this_processor(void)
{
    unsigned eax, ebx, ecx, edx, saved, high;
    Processor has = {0};
    unsigned fma = 1u << 12, xgetbv = 1u << 27, avx = 1u << 28;
    if (!__get_cpuid(1, &eax, &ebx, &ecx, &edx) || (ecx & fma) == 0 || (ecx & xgetbv) == 0 ||
        (ecx & avx) == 0)
        return has;
    __asm__ volatile("xgetbv" : "=a"(saved), "=d"(high) : "c"(0));
    if (!__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx))
        return has;
    unsigned avx512 = 1u << 16 | 1u << 17 | 1u << 31;
    has.avx2 = (saved & YMM) == YMM && (ebx & 1u << 5) != 0;
    has.avx512 = has.avx2 && (saved & ZMM) == ZMM && (ebx & avx512) == avx512;
    return has;
}
#endif
