namespace Dashboard.Credits.Usage;

/// <summary>What an <see cref="IdentityHash"/> was made from, strongest first.</summary>
public enum UsageIdKind
{
    /// <summary><c>message.id</c>.</summary>
    Message = 1,

    /// <summary>The request id.</summary>
    Request = 2,

    /// <summary>The source's own id.</summary>
    SourceEvent = 3,

    /// <summary>Source, occurred-at, session, model and token counts.</summary>
    Content = 4,
}
