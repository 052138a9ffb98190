using Dashboard.Web.Security;

namespace Dashboard.Web.Webhooks;

/// <summary>Where a webhook goes, with its secrets.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">The name that runbooks use.</param>
/// <param name="Address">The address. Whoever knows that of Slack or Teams may write there, so it is a secret too.</param>
/// <param name="Format">For whom the body is written.</param>
/// <param name="Secret">What bodies are signed with.</param>
/// <param name="IsOn">Whether anything is sent.</param>
/// <param name="AllowsPrivate">Whether it may be on a private address, and without encryption there.</param>
public sealed record WebhookTarget(int Id, string Name, HiddenText Address, WebhookFormat Format, HiddenText Secret, bool IsOn, bool AllowsPrivate);
