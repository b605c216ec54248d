using Ringback.Catalogue.Problems;
using Ringback.Files.Firmware;

namespace Ringback.Workbench.Library;

/// <summary>
/// Looks into one file of many. <see cref="FirmwareFile.Inspect"/> is made never to throw; should it stumble over a
/// file all the same, that file is told to be unknown and the others have their answers.
/// </summary>
public static class FileInspection
{
    /// <summary>What a file is; never throws.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its bytes.</param>
    public static FirmwareFile Of(string name, byte[] content) =>
        Of(name, content, (n, bytes) => FirmwareFile.Inspect(n, bytes));

    internal static FirmwareFile Of(string name, byte[] content, Func<string, byte[], FirmwareFile> inspect)
    {
        try
        {
            return inspect(name, content);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new FirmwareFile
            {
                FileName = name,
                Length = content.Length,
                Kind = FirmwareKind.Unknown,
                Problems =
                [
                    new Problem(ProblemCode.UnknownContent, ProblemSeverity.Error,
                        $"{name} cannot be looked into: Ringback stumbles over it ({e.GetType().Name}: "
                            + $"{e.Message.TrimEnd('.')}).",
                        "That is a fault of Ringback: please send us the file."),
                ],
            };
        }
    }
}
