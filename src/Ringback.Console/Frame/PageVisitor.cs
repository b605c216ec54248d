namespace Ringback.Console.Frame;

/// <summary>Who looks at a page.</summary>
/// <param name="Author">As the story calls them: <c>console at 192.168.77.5</c>.</param>
/// <param name="IsDense">True when they want many small tiles.</param>
/// <param name="Kept">The answers on <c>Convert</c> that they kept for later, as a query; empty for none.</param>
/// <param name="Page">The number of the page: what belongs to one is drawn anew together.</param>
public sealed record PageVisitor(string Author, bool IsDense, string Kept, int Page);
