using System.Collections.Immutable;

namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>A threshold that steps along with the allocation.</summary>
public sealed record LetterMark(string Name, ImmutableArray<LetterPoint> Points);
