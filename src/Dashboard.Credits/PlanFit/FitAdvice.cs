using Dashboard.Credits.Money;

namespace Dashboard.Credits.PlanFit;

/// <summary>A recommendation: the option (null when there is none), what it would have saved over the cycles, and why, in a sentence.</summary>
public sealed record FitAdvice(FitAdviceKind Kind, FitOption? Option, Nanodollars Saving, string Reason);
