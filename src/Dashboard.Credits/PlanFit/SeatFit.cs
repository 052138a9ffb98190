namespace Dashboard.Credits.PlanFit;

/// <summary>One seat: every option with its cost over the cycles, plans in the order of the terms and then the API key, and the advice.</summary>
public sealed record SeatFit(string SeatId, string CurrentPlanId, int Cycles, IReadOnlyList<FitOption> Options, FitAdvice Advice);
