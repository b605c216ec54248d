using Ringback.Catalogue;

namespace Ringback.Observation.Captures;

/// <summary>A frame, without what it carries.</summary>
/// <param name="Number">Its place in the capture, from 1.</param>
/// <param name="At">When.</param>
/// <param name="Vlan">The VLAN of its tag; null without one.</param>
/// <param name="From">Who sent it; null where the link does not say.</param>
/// <param name="To">Whom it is for; null where the link does not say.</param>
internal readonly record struct FrameMoment(
    long Number, DateTimeOffset At, ushort? Vlan, MacAddress? From, MacAddress? To);
