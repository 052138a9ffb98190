using Dashboard.Credits.Money;

namespace Dashboard.Web.Features.Meters;

/// <summary>Runs that people believe covered and that are not, or the other way round.</summary>
/// <param name="Title">What is wrong, short.</param>
/// <param name="Text">Why, and what to do.</param>
/// <param name="Cost">Usage of the period that it is about; null: it is about no usage.</param>
/// <param name="Events">Requests.</param>
/// <param name="Href">Where to do something about it; null: nowhere here.</param>
/// <param name="Action">What to do there.</param>
public sealed record MeterWarning(string Title, string Text, Nanodollars? Cost, long Events, string? Href = null, string? Action = null);
