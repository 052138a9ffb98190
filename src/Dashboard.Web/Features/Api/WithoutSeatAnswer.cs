namespace Dashboard.Web.Features.Api;

/// <summary>What usage without a seat made of the shared account.</summary>
/// <param name="Consumed">Drawn.</param>
/// <param name="Overage">Overage.</param>
/// <param name="Uncovered">Uncovered.</param>
internal sealed record WithoutSeatAnswer(string Consumed, string Overage, string Uncovered);
