using Dashboard.Credits.Money;

namespace Dashboard.Web.Components.Controls;

/// <summary>
/// A bar of one allocation. Amounts are finished; <paramref name="Projected"/> is the projected total (null without a projection) and
/// <paramref name="Sentence"/> says all of it in words: <c>83.72 of 100.00 USD used, 83.7%, projected 131.58</c>. Allocation zero: no grant.
/// </summary>
public sealed record AllocationBarView(Nanodollars Allocation, Nanodollars Consumed, Nanodollars Overage, Nanodollars Uncovered, Nanodollars? Projected, string Sentence);
