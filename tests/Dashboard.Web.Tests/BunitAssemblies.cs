using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Dashboard.Web.Tests;

/// <summary>bUnit asks for a newer AngleSharp.Diffing than the registry holds; the older one has every member it uses.</summary>
internal static class BunitAssemblies
{
    [ModuleInitializer]
    internal static void Resolve() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        name.Name == "AngleSharp.Diffing" ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, name.Name + ".dll")) : null;
}
