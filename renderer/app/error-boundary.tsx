import { Component, type ErrorInfo, type ReactElement, type ReactNode } from 'react';
import { Fault } from '../../shared/contract/errors.ts';
import { FaultNote } from '../ui/fault-note.tsx';
import styles from './error-boundary.module.css';

interface Props {
  /** What is drawn inside, in words: "Inventory". */
  readonly name: string;
  readonly children: ReactNode;
}

/** Keeps a page that broke from taking the others with it, and says so with a way to try again. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state = { error: null as Error | null };

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(`${this.props.name} could not be drawn`, error, info.componentStack);
  }

  override render(): ReactElement | ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const fault = new Fault('bug', {
      happened: `${this.props.name} could not be drawn: ${error.message}`,
      remedy: 'Try again, or go to another place; nothing was lost. If it stays, copy the details and report them.',
      details: { stack: error.stack?.split('\n').slice(0, 6).join('\n') },
    });
    return (
      <div className={styles.frame}>
        <FaultNote fault={fault} onRetry={() => this.setState({ error: null })} />
      </div>
    );
  }
}
