namespace Ringback.Workbench.Fleet;

/// <summary>A value of a fleet file, whatever the file is written in, with its line.</summary>
internal abstract record FleetNode(int Line);

/// <summary>A text, a number, true or false: as it is written.</summary>
internal sealed record FleetText(string Value, int Line) : FleetNode(Line);

/// <summary>A list.</summary>
internal sealed record FleetList(IReadOnlyList<FleetNode> Items, int Line) : FleetNode(Line);

/// <summary>Fields with their values, in the order of the file; what is empty is not there.</summary>
internal sealed record FleetMap(IReadOnlyList<FleetField> Fields, int Line) : FleetNode(Line);

/// <summary>One field.</summary>
/// <param name="Name">Its name as it is written.</param>
/// <param name="Value">Its value.</param>
/// <param name="Line">The line of the name, from 1.</param>
internal sealed record FleetField(string Name, FleetNode Value, int Line);

/// <summary>A file that has been taken apart: what all phones share, and the phones.</summary>
internal sealed record FleetDocument(FleetMap? Defaults, IReadOnlyList<FleetMap> Phones);
