"""Changing single parts of a stranger's workbook: everything that a change does not need stays as it lies.

How the files work together, for those who want to borrow them:

* ``splice`` replaces bytes at given places, and knows the edits that put them back;
* ``elements`` finds elements of an XML part by their byte positions, ``rows`` the cells of a sheet, ``sheet``
  the place where a new child belongs;
* ``notes``, ``shapes``, ``styles``, ``book`` and ``titles`` say which edits add a note, a format, a sheet, and which
  take them away again;
* ``Draft`` collects the edits of many hands against one archive and settles relationships and content types;
* ``package.rewrite`` makes the new archive: unchanged members are copied compressed bytes and all.

    draft = Draft(read_archive(path))
    sheet = Sheet(draft.xml("xl/worksheets/sheet1.xml"))
    edits, _ = value_edits(sheet.xml, sheet.data, sheet.rows, {(3, 8): Decimal("9.5")}, sheet.column_styles)
    draft.edit("xl/worksheets/sheet1.xml", *edits)
    new = rewritten(draft.archive, Changes(draft.settled().after()))
"""
