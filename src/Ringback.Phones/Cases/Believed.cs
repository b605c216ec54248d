using Ringback.Catalogue.Problems;
using Ringback.Phones.Events;

namespace Ringback.Phones.Cases;

/// <summary>Something that is believed of a phone, with how sure it is and why.</summary>
/// <param name="Value">What is believed.</param>
/// <param name="Confidence">How sure it is.</param>
/// <param name="Because">Why, as half a sentence for a person.</param>
/// <param name="Evidence">The event that shows it; null when it has no origin, or there are many.</param>
public sealed record Believed<T>(T Value, ProblemConfidence Confidence, string Because, Origin? Evidence = null);
