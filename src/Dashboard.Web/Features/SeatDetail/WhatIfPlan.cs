using Dashboard.Credits.Money;

namespace Dashboard.Web.Features.SeatDetail;

/// <summary>A plan: what it grants in the programme, and its monthly fee when somebody entered it.</summary>
public sealed record WhatIfPlan(string Id, string Name, Nanodollars Allowance, Nanodollars? Fee);
