/* MUMPS on one thread: analyses and factors a matrix that the bench wrote.

   usage: mumps FILE z|d ORDERING REPEATS
   FILE holds, in the byte order of the machine: n, number of entries (64-bit), rows, columns (32-bit, from 1), values
   (64-bit floats, two for each entry when "z"). "z" is factored as a general complex matrix, MUMPS having no Hermitian
   one; "d" as a symmetric one, given by a triangle. ORDERING is ICNTL(7). Prints one line of JSON; times are CPU
   seconds, the least of all repeats. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "dmumps_c.h"
#include "zmumps_c.h"

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void fail(const char *what) {
  fprintf(stderr, "%s\n", what);
  exit(1);
}

static void *read_all(FILE *file, size_t bytes) {
  void *data = malloc(bytes);
  if (!data || fread(data, 1, bytes, file) != bytes) fail("the matrix file is too short");
  return data;
}

/* The same steps for both kinds of numbers. */
#define RUN(STRUC, CALL, NUMBER, SYMMETRY)                                                                  \
  do {                                                                                                      \
    STRUC id;                                                                                               \
    memset(&id, 0, sizeof id);                                                                              \
    id.comm_fortran = -987654;                                                                              \
    id.par = 1;                                                                                             \
    id.sym = SYMMETRY;                                                                                      \
    id.job = -1;                                                                                            \
    CALL(&id);                                                                                              \
    id.icntl[0] = id.icntl[1] = id.icntl[2] = -1;                                                           \
    id.icntl[3] = 0;                                                                                        \
    id.icntl[6] = ordering;                                                                                 \
    id.icntl[13] = 40;                                                                                      \
    id.n = (MUMPS_INT)n;                                                                                    \
    id.nnz = (MUMPS_INT8)entries;                                                                           \
    id.irn = rows;                                                                                          \
    id.jcn = columns;                                                                                       \
    id.a = (NUMBER *)values;                                                                                \
    double start = seconds();                                                                               \
    id.job = 1;                                                                                             \
    CALL(&id);                                                                                              \
    analysis = seconds() - start;                                                                           \
    if (id.info[0] < 0) fail("MUMPS failed in the analysis");                                               \
    for (int i = 0; i < repeats; i++) {                                                                     \
      start = seconds();                                                                                    \
      id.job = 2;                                                                                           \
      CALL(&id);                                                                                            \
      double cost = seconds() - start;                                                                      \
      if (id.info[0] < 0) fail("MUMPS failed in the factorization");                                        \
      if (i == 0 || cost < factorization) factorization = cost;                                             \
    }                                                                                                       \
    fill = id.infog[28] < 0 ? -1e6 * id.infog[28] : id.infog[28];                                           \
    flops = id.rinfog[2];                                                                                   \
    used = id.infog[6];                                                                                     \
    version = strdup(id.version_number);                                                                    \
    id.job = -2;                                                                                            \
    CALL(&id);                                                                                              \
  } while (0)

int main(int argc, char **argv) {
  if (argc != 5) fail("usage: mumps FILE z|d ORDERING REPEATS");
  int ordering = atoi(argv[3]), repeats = atoi(argv[4]);
  int is_complex = argv[2][0] == 'z';
  FILE *file = fopen(argv[1], "rb");
  if (!file) fail("no such matrix file");
  int64_t n, entries;
  if (fread(&n, 8, 1, file) != 1 || fread(&entries, 8, 1, file) != 1) fail("the matrix file is too short");
  MUMPS_INT *rows = read_all(file, 4 * (size_t)entries);
  MUMPS_INT *columns = read_all(file, 4 * (size_t)entries);
  double *values = read_all(file, (is_complex ? 16 : 8) * (size_t)entries);
  fclose(file);

  double analysis = 0, factorization = 0, fill = 0, flops = 0;
  int used = 0;
  char *version = "";
  if (is_complex)
    RUN(ZMUMPS_STRUC_C, zmumps_c, ZMUMPS_COMPLEX, 0);
  else
    RUN(DMUMPS_STRUC_C, dmumps_c, DMUMPS_REAL, 2);
  printf("{\"version\": \"%s\", \"ordering\": %d, \"analysis\": %.6f, \"cpu\": %.6f, \"fill\": %.0f, \"flops\": %.0f}\n",
         version, used, analysis, factorization, fill, flops);
  return 0;
}
