namespace Dashboard.Web.Security;

/// <summary>Somebody called what their roles do not allow. Programs are answered 403, people are told on the page; nothing was changed.</summary>
public sealed class NotAllowedException(Right right) : Exception("Your roles do not allow this. Ask an owner to give you the right.")
{
    /// <summary>What was missing.</summary>
    public Right Right { get; } = right;
}
