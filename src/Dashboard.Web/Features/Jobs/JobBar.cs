namespace Dashboard.Web.Features.Jobs;

/// <summary>One run in the row of small bars: the longer it took, the higher.</summary>
/// <param name="Height">Pixels, 3 to 16.</param>
/// <param name="IsBad">Whether it failed.</param>
/// <param name="Title">When it was, how long it took, how it ended.</param>
public sealed record JobBar(int Height, bool IsBad, string Title);
