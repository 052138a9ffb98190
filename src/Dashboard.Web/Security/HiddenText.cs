namespace Dashboard.Web.Security;

/// <summary>A secret in memory that no log, message or record shows by accident: it is only told to who asks for it.</summary>
public sealed class HiddenText(string text)
{
    /// <summary>The secret itself.</summary>
    public string Tell() => text;

    /// <inheritdoc />
    public override string ToString() => "(hidden)";
}
