using System.Text;
using Ringback.Files.Configuration;
using Ringback.Files.Text;
using Ringback.Phones.Events;

namespace Ringback.Phones.Answers;

/// <summary>
/// <c>OS79XX.TXT</c>: a phone always gets the bare name without any trailing byte, with a goal and without, because
/// old loads take every byte of the file for part of the name (sources.md 7940-7960 §2.4, Cisco bug CSCdv19260).
/// </summary>
internal static class DualBootAnswers
{
    internal const string FileName = "OS79XX.TXT";

    internal static FileAnswer Answer(AnswerScene scene)
    {
        ShelfFile? onDisk = scene.OnDisk ?? scene.Shelf.Find(FileName);
        ReadOnlyMemory<byte>? bytes = onDisk is null ? null : scene.Shelf.Read(onDisk);
        DualBootFile? file = bytes is { } content ? DualBootFile.Read(content.Span) : null;

        if (scene.Wanted is { } wanted)
        {
            return new Serve
            {
                Name = scene.Asked.Name,
                Content = new MadeContent(Encoding.ASCII.GetBytes(wanted)),
                NamesLoad = wanted,
                Because = $"an old load asks what to run; the answer is {wanted}, without a line end",
                Notes = file is null ? [] : Difference(onDisk!, file, bytes!.Value, wanted),
            };
        }

        if (scene.Question.Pending is not null)
        {
            return new NotHere
            {
                Because = $"{scene.Asked.Purpose}; it is not known yet which phone asks, and phones are to be led "
                    + "different ways. It names itself with one of its next questions",
            };
        }

        if (file is null) return scene.Missing;
        if (file.Name is null)
        {
            return new NotHere
            {
                Because = $"your {onDisk!.Path} holds no load's name ({file.Explanation}). Write the name into it, "
                    + "for instance P0S3-8-12-00, and nothing else",
            };
        }

        return new Serve
        {
            Name = onDisk!.Path,
            Content = new MadeContent(file.ServedBytes),
            NamesLoad = file.Load?.Text,
            Because = file.IsClean
                ? $"your {onDisk.Path} names {file.Name}"
                : $"your {onDisk.Path} names {file.Name}; it gets the bare name",
            Notes = Difference(onDisk, file, bytes!.Value, file.Name),
        };
    }

    private static List<PhoneEvent> Difference(ShelfFile onDisk, DualBootFile file, ReadOnlyMemory<byte> bytes,
        string served)
    {
        if (file.IsClean && file.Name == served) return [];
        string shown = VisibleText.Show(bytes.Span[..Math.Min(bytes.Length, 80)]);
        string stray = file.IsClean || file.Name is null ? "" : $" It is not just a name either: {file.Explanation}.";
        string why = file.Name != served
            ? $"your {onDisk.Path} says \"{shown}\"; this phone got {served} instead.{stray}"
            : $"your {onDisk.Path} is not just the name: {file.Explanation}. An old load takes every byte of "
                + $"\"{shown}\" for the name, and there is no such file, so the phone got {served} and "
                + "nothing else. To repair the file, write the name into it without a line end";
        return
        [
            new LoadValueReplaced
            {
                At = default, File = onDisk.Path, Key = FileName, From = shown, To = served, Because = why,
            },
        ];
    }
}
