using Dashboard.Web.Components.Controls;

namespace Dashboard.Web.Features.Overview;

/// <summary>The shared account on the first page: where it stands, and which seats its grant comes from.</summary>
/// <param name="Facts">The grey words beside the title.</param>
/// <param name="Figures">Granted to left, and what is to come.</param>
/// <param name="Contributions">One line a plan, then the sum and the cap where it holds.</param>
/// <param name="Sentence">What a share is.</param>
public sealed record SharedAccountView(string Facts, IReadOnlyList<KeyValue> Figures, IReadOnlyList<SharedContribution> Contributions, string Sentence);
