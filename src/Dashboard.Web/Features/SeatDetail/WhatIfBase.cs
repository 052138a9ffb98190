using Dashboard.Credits.Money;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>What a what-if starts from: the plans with their allowances and fees, what was used, and what is projected.</summary>
public sealed record WhatIfBase(string CurrentPlan, IReadOnlyList<WhatIfPlan> Plans, Nanodollars Used, Nanodollars Projected, bool OverageIsOn, Nanodollars? Cap, string Policy);
