namespace Dashboard.Storage.Runbooks.Letters;

/// <summary>A mail that says nothing but that mails arrive.</summary>
public sealed record TestLetter : Letter
{
    public const string KindName = "test";

    public override string Kind => KindName;

    /// <summary>Who asked for it.</summary>
    public required string AskedBy { get; init; }
}
