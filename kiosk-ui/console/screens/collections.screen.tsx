import { CollectionTable } from "./collection-table.tsx";
import type { CollectionsProps } from "./collections-props.ts";
import { IssueForm } from "./issue-form.tsx";
import { IssuedCard } from "./issued-card.tsx";
import { SectionHead } from "./section-head.tsx";

/** Making a code, the code just made, and all that were made before. */
export function CollectionsScreen(props: CollectionsProps) {
  const { t, issue } = props;
  return (
    <>
      <SectionHead title={t("collections.title")} lead={t("collections.lead")} />
      {issue.issued === null ? (
        <IssueForm {...props} />
      ) : (
        <IssuedCard {...props} issued={issue.issued} />
      )}
      <CollectionTable {...props} />
    </>
  );
}
