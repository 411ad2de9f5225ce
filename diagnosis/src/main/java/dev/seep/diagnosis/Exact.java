package dev.seep.diagnosis;

/// The chance that two groups differ so much though nothing tells them apart: Fisher's exact test,
/// one-sided (Fisher, Journal of the Royal Statistical Society 98, 1935).
final class Exact {
  private Exact() {}

  /// `P(X ≥ k)`, where X is how many of `n` drawn from `n + others` have a trait that `k + kOthers`
  /// of them all have (the hypergeometric distribution).
  static double chance(int k, int n, int kOthers, int others) {
    int all = n + others;
    int having = k + kOthers;
    double denominator = logChoose(all, n);
    double sum = 0;
    for (int x = k; x <= Math.min(n, having); x++) {
      if (n - x <= all - having) {
        sum += Math.exp(logChoose(having, x) + logChoose(all - having, n - x) - denominator);
      }
    }
    return Math.min(1, sum);
  }

  /// `P(X ≥ k)` of `n` throws that each succeed with probability `p`.
  static double binomialAtLeast(int k, int n, double p) {
    if (k <= 0 || p >= 1) {
      return 1;
    }
    if (p <= 0) {
      return 0;
    }
    double sum = 0;
    for (int x = k; x <= n; x++) {
      sum += Math.exp(logChoose(n, x) + x * Math.log(p) + (n - x) * Math.log1p(-p));
    }
    return Math.min(1, sum);
  }

  private static double logChoose(int n, int k) {
    double sum = 0;
    for (int i = 1; i <= Math.min(k, n - k); i++) {
      sum += Math.log((double) (n - i + 1) / i);
    }
    return sum;
  }
}
