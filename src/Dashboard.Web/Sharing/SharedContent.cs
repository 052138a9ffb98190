using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Sharing;

/// <summary>What a shared page shows.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Facts">The grey line under it.</param>
/// <param name="AsOf">When its figures were derived.</param>
/// <param name="Zone">The organisation's zone.</param>
/// <param name="Body">Draws everything below.</param>
/// <param name="HasFile">Whether there is a file of it.</param>
internal sealed record SharedContent(string Title, IReadOnlyList<string> Facts, DateTimeOffset AsOf, TimeZoneInfo Zone, RenderFragment Body, bool HasFile = false)
{
    /// <summary>Draws one component.</summary>
    public static RenderFragment Of<T>(params (string Name, object? Value)[] parameters)
        where T : IComponent => builder =>
        {
            builder.OpenComponent<T>(0);
            foreach (var (name, value) in parameters)
            {
                builder.AddComponentParameter(1, name, value);
            }

            builder.CloseComponent();
        };
}
